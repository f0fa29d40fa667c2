package io.kindling.checkpoint.pickle;

/**
 * A model as C++ {@code torch::load} and {@code torch.jit.load} read it. Beside these two, the
 * archive needs {@code constants.pkl} with the four bytes 80 02 29 2e.
 *
 * @param pickle {@code data.pkl} and its storages
 * @param code {@code code/__torch__.py}, which says what the modules hold
 */
public record WrittenModule(WrittenPickle pickle, String code) {}

package io.kindling.checkpoint.pickle;

/** Whose pickle it is, which decides what it may name. */
public enum PickleDialect {
  /** Of {@code torch.save} and of C++ {@code torch::pickle_save}: values and tensors. */
  PLAIN,
  /**
   * Of {@code torch.save} before version 1.6: the same, but storages have any keys, may be views of
   * others, and classes may come with their source, which is passed over.
   */
  LEGACY,
  /**
   * Of C++ {@code torch::save} and {@code torch.jit.save}: the same, and objects of classes under
   * {@code __torch__}, read as {@link ScriptObject}s. Their code is not looked at.
   */
  TORCHSCRIPT
}

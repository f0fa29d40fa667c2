/**
 * PyTorch's files: what {@code torch.save} writes, and what C++ {@code torch::save} does.
 *
 * <p>{@code TorchFile} opens files of any size and reads a tensor when it is asked for. {@code
 * TorchValues} streams a tensor that fills its whole storage straight into an array, and collects
 * other tensors from a storage that it holds. Notes are JSON in a record that PyTorch ignores.
 */
@NullMarked
package io.kindling.checkpoint.torch;

import org.jspecify.annotations.NullMarked;

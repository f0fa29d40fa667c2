/**
 * The pickle inside torch files, as values: what it may hold is data, and nothing in it is ever
 * called, looked up or loaded.
 *
 * <p>A pickle is read to maps, {@link io.kindling.checkpoint.pickle.OrderedDict}s, lists, {@link
 * io.kindling.core.Tuple}s, {@code String}, {@code Long}, {@code Double}, {@code Boolean}, null and
 * {@link io.kindling.checkpoint.pickle.TensorReference}s, and is written from the same. Keys are
 * {@code String} or {@code Long}.
 *
 * <p>{@code PickleReader} is a loop over thirty instructions, and no recursion follows the file.
 * {@code Globals} lists the names that a file may use; a name is a constant here and nothing is
 * ever looked up by it. {@code Tensors} and {@code Storages} check what needs no bytes, {@code
 * TreeCheck} the finished tree. {@code PickleWriter} writes Python's own bytes, except for the two
 * instructions that PyTorch's C++ reader lacks; {@code ScriptModuleWriter} writes the objects that
 * C++ {@code torch::load} asks for.
 */
@NullMarked
package io.kindling.checkpoint.pickle;

import org.jspecify.annotations.NullMarked;

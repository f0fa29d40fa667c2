/**
 * The pickle inside torch files, as values: what it may hold is data, and nothing in it is ever
 * called, looked up or loaded.
 *
 * <p>A pickle is read to maps, lists, sets, {@link io.kindling.core.Tuple}s, {@code String}, {@code
 * Long}, {@code Double}, {@code Boolean}, null, {@link
 * io.kindling.checkpoint.pickle.TensorReference}s, the values of {@link
 * io.kindling.checkpoint.python} and, where they are allowed, {@link
 * io.kindling.checkpoint.pickle.ForeignObject}s; it is written from the same but for the last.
 *
 * <p>{@code PickleReader} is a loop over fifty instructions, and no recursion follows the file.
 * {@code Globals} decides of each name: it is one of {@code Global}, whose results {@code
 * Functions} knows without calling anything; it would run code, says {@code Alarms}, and the file
 * is refused; or it is unknown, and what is made with it is a {@code ForeignObject}, which only
 * collects what it is given. {@code Keys} and {@code PickleInput.copies} keep time and memory in
 * proportion to the bytes, {@code Tensors} and {@code Storages} check what needs no bytes, {@code
 * TreeCheck} the finished tree. {@code PickleWriter} writes Python's own bytes, except for the two
 * instructions that PyTorch's C++ reader lacks, and {@code PythonOutput} what Python makes by a
 * call; {@code ScriptModuleWriter} writes the objects that C++ {@code torch::load} asks for.
 */
@NullMarked
package io.kindling.checkpoint.pickle;

import org.jspecify.annotations.NullMarked;

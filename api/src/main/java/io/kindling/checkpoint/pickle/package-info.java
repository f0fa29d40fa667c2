/**
 * The pickle inside torch files, as values: what it may hold is data, and nothing in it is ever
 * called, looked up or loaded.
 *
 * <p>A pickle is read to maps, {@link io.kindling.checkpoint.pickle.OrderedDict}s, lists, {@link
 * io.kindling.core.Tuple}s, {@code String}, {@code Long}, {@code Double}, {@code Boolean}, null and
 * {@link io.kindling.checkpoint.pickle.TensorReference}s, and is written from the same. Keys are
 * {@code String} or {@code Long}.
 */
@NullMarked
package io.kindling.checkpoint.pickle;

import org.jspecify.annotations.NullMarked;

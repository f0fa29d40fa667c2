/**
 * LibTorch's modules and losses.
 *
 * <p>{@code TorchModules} and {@code TorchLosses} make them, a method each. Losses that compare
 * element by element are LibTorch's functions, not its modules: those broadcast first, although the
 * shapes are known to be the same.
 */
@NullMarked
package io.kindling.libtorch.nn;

import org.jspecify.annotations.NullMarked;

/**
 * LibTorch's own files: {@code torch::save} and {@code torch::load}, in memory. LibTorch answers a
 * failing disk, or a callback that reports one, by ending the process; so it is given neither.
 */
@NullMarked
package io.kindling.libtorch.state;

import org.jspecify.annotations.NullMarked;

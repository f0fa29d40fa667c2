/** LibTorch's archives, as {@code torch::save} writes them. */
@NullMarked
package io.kindling.libtorch.checkpoint;

import org.jspecify.annotations.NullMarked;

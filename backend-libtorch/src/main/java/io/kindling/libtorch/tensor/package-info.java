/** LibTorch's tensors, and how values get in and out of them. */
@NullMarked
package io.kindling.libtorch.tensor;

import org.jspecify.annotations.NullMarked;

/** PyTorch's files: what {@code torch.save} writes, and what C++ {@code torch::save} does. */
@NullMarked
package io.kindling.checkpoint.torch;

import org.jspecify.annotations.NullMarked;

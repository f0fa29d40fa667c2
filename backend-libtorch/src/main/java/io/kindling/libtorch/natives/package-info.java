/** LibTorch's native libraries: whether they load here, and which devices they drive. */
@NullMarked
package io.kindling.libtorch.natives;

import org.jspecify.annotations.NullMarked;

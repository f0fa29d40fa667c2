/** LibTorch's modules and losses. */
@NullMarked
package io.kindling.libtorch.nn;

import org.jspecify.annotations.NullMarked;

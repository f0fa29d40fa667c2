/** LibTorch's optimizers. */
@NullMarked
package io.kindling.libtorch.optim;

import org.jspecify.annotations.NullMarked;

/** Optimizers. */
@NullMarked
package io.kindling.cpu.optim;

import org.jspecify.annotations.NullMarked;

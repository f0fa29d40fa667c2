/** The contract of optimizers and their states. */
@NullMarked
package io.kindling.tck.optim;

import org.jspecify.annotations.NullMarked;

/** Options and states of optimizers as Python's {@code state_dict()} has them. */
@NullMarked
package io.kindling.optim.python;

import org.jspecify.annotations.NullMarked;

/**
 * Descriptions of optimizers, of schedules of the learning rate, and of the clipping of gradients.
 */
@NullMarked
@CheckReturnValue
package io.kindling.optim;

import io.kindling.core.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/**
 * Descriptions of optimizers, of schedules of the learning rate, and of the clipping of gradients.
 */
@NullMarked
package io.kindling.optim;

import org.jspecify.annotations.NullMarked;

/** Trainings for TensorBoard to show. */
@NullMarked
package io.kindling.tensorboard;

import org.jspecify.annotations.NullMarked;

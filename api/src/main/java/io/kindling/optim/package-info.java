/**
 * Descriptions of optimizers, of schedules of the learning rate, and of the clipping of gradients.
 *
 * <p>The names and types of an optimizer's options and of its state are its description's own
 * affair ({@code OptimizerSpec.options}, {@code entries}). A clipping says its rule in operations
 * of tensors, so gradients stay on their device. A schedule makes a {@code ScheduleRule}, which
 * knows where one run stands and is saved and resumed with it, whoever wrote it.
 */
@NullMarked
@CheckReturnValue
package io.kindling.optim;

import io.kindling.core.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/**
 * What a training starts from and what it is shown.
 *
 * <p>{@code Preparation} splits and then scales. What it scaled by goes into the file ({@code
 * io.kindling.model.TrainedModel}) and is taken out of the weights that are printed ({@code
 * LinearMap}).
 */
@NullMarked
package io.kindling.cli.model;

import org.jspecify.annotations.NullMarked;

/**
 * A model with what belongs to it: columns, scaling, where it starts from.
 *
 * <p>{@code Preparation} splits and then scales. What it scaled by goes into the file ({@code
 * SavedModel}) and is taken out of the weights that are printed ({@code LinearMap}).
 */
@NullMarked
package io.kindling.cli.model;

import org.jspecify.annotations.NullMarked;

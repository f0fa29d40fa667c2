/**
 * Trained models with all that predicting needs: description, state, columns, scaling, labels.
 *
 * <p>{@code TrainedModel} is data: it needs no backend until it predicts, and files hold it whole.
 * What its numbers stand for, {@code Outputs} knows.
 */
@NullMarked
package io.kindling.model;

import org.jspecify.annotations.NullMarked;

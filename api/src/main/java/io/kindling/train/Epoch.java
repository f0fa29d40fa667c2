package io.kindling.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one epoch has brought.
 *
 * @param number which epoch, from 1
 * @param loss the training loss, the mean over the rows; each batch's loss is taken before the step
 *     that follows it
 * @param validationLoss the validation loss after the epoch, where there is validation data
 * @param learningRate the learning rate of the epoch's steps
 * @param metrics the metrics after the epoch, by name: on the validation data, or the training data
 *     where there is none
 */
public record Epoch(
    int number,
    double loss,
    OptionalDouble validationLoss,
    double learningRate,
    Map<String, Double> metrics) {
  /** Copies the metrics. */
  public Epoch {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** {@return the loss to judge by: that of validation if there is one, else of training} */
  public double watched() {
    return validationLoss.orElse(loss);
  }
}

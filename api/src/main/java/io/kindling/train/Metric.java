package io.kindling.train;

import io.kindling.core.TensorData;
import io.kindling.error.SpecException;
import org.jspecify.annotations.Nullable;

/**
 * A number that says how good predictions are; unlike a loss it need not be differentiable. {@link
 * Metrics} has the usual ones.
 */
public interface Metric {
  /** {@return its name, for instance {@code rmse}} */
  String name();

  /** {@return what gathers it over the batches of a data set} */
  Gatherer start();

  /** Gathers a metric over batches. */
  interface Gatherer {
    /**
     * Adds a batch.
     *
     * @param prediction what the model said, float32, a row a case
     * @param target what is true: float32 of the same shape, or classes, int64, one a row
     */
    void add(TensorData prediction, TensorData target);

    /**
     * Adds a batch of rows that count by their weights.
     *
     * @param prediction what the model said, float32, a row a case
     * @param target what is true: float32 of the same shape, or classes, int64, one a row
     * @param weights a weight for each row, float32; null where all count alike
     * @throws SpecException if there are weights, which this metric does not know
     */
    default void add(TensorData prediction, TensorData target, @Nullable TensorData weights) {
      if (weights != null) {
        throw new SpecException(
            "metric",
            "the metric must weigh rows",
            "one without add(prediction, target, weights)",
            "one of Metrics, or rows without weights",
            null);
      }
      add(prediction, target);
    }

    /** {@return the metric over all batches that were added} */
    double result();
  }
}

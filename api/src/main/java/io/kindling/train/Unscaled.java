package io.kindling.train;

import io.kindling.core.TensorData;
import io.kindling.data.Scaling;
import org.jspecify.annotations.Nullable;

/**
 * A metric of standardized numbers, in the targets' units. Their mean is left off: no metric of
 * numbers changes with it, and a float32 would lose digits to a large one.
 */
record Unscaled(Metric metric, Scaling targets) implements Metric {
  @Override
  public String name() {
    return metric.name();
  }

  @Override
  public Gatherer start() {
    Gatherer gatherer = metric.start();
    return new Gatherer() {
      @Override
      public void add(TensorData prediction, TensorData target) {
        gatherer.add(unscaled(prediction), unscaled(target));
      }

      @Override
      public void add(TensorData prediction, TensorData target, @Nullable TensorData weights) {
        gatherer.add(unscaled(prediction), unscaled(target), weights);
      }

      @Override
      public double result() {
        return gatherer.result();
      }
    };
  }

  private TensorData unscaled(TensorData values) {
    float[] numbers = values.toFloatArray();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (numbers[i] * targets.scale().get(i % targets.scale().size()));
    }
    return TensorData.of(numbers, values.shape());
  }
}

package io.kindling.cli.prediction;

import io.kindling.core.TensorData;
import io.kindling.train.Metric;
import org.jspecify.annotations.Nullable;

/** A metric of rates, of which a model says the logarithms. */
public record Rates(Metric metric) implements Metric {
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
        gatherer.add(rates(prediction), target);
      }

      @Override
      public void add(TensorData prediction, TensorData target, @Nullable TensorData weights) {
        gatherer.add(rates(prediction), target, weights);
      }

      @Override
      public double result() {
        return gatherer.result();
      }
    };
  }

  private static TensorData rates(TensorData logarithms) {
    float[] rates = logarithms.toFloatArray();
    for (int i = 0; i < rates.length; i++) {
      rates[i] = (float) Math.exp(rates[i]);
    }
    return TensorData.of(rates, logarithms.shape());
  }
}

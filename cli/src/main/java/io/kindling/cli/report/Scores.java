package io.kindling.cli.report;

import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.cli.model.Preparation;
import io.kindling.cli.text.Numbers;
import io.kindling.core.TensorData;
import io.kindling.data.Dataset;
import io.kindling.data.Scaling;
import io.kindling.train.Evaluator;
import io.kindling.train.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How good a model is, in the data's own units. */
public final class Scores {
  /** The metrics' names as people write them. */
  private static final Map<String, String> SHOWN =
      Map.of("r2", "R2", "mae", "MAE", "rmse", "RMSE", "log_loss", "log-loss");

  private Scores() {}

  /** A line for the training rows, and one for the validation rows if there are any. */
  public static List<String> lines(
      Preparation data, Module model, Loss loss, List<Metric> metrics) {
    if (metrics.isEmpty()) {
      return List.of();
    }
    Scaling targets = data.scaling() == null ? null : data.scaling().targets();
    Evaluator evaluator = new Evaluator(model);
    List<String> lines = new ArrayList<>();
    lines.add(line("training", data.training(), evaluator, loss, metrics, targets));
    if (data.validation() != null) {
      lines.add(line("validation", data.validation(), evaluator, loss, metrics, targets));
    }
    return lines;
  }

  private static String line(
      String name,
      Dataset data,
      Evaluator evaluator,
      Loss loss,
      List<Metric> metrics,
      @Nullable Scaling targets) {
    List<Metric> own =
        metrics.stream()
            .map(metric -> targets == null ? metric : new Unscaled(metric, targets))
            .map(Metric.class::cast)
            .toList();
    Map<String, Double> results = evaluator.evaluate(data, loss, own).metrics();
    StringBuilder line = new StringBuilder(name);
    results.forEach(
        (metric, result) -> {
          line.append(line.length() == name.length() ? ": " : ", ");
          line.append(SHOWN.getOrDefault(metric, metric)).append(' ').append(Numbers.shown(result));
        });
    return line.toString();
  }

  /**
   * A metric of standardized numbers, in the targets' units. Their mean is left off: no metric of
   * numbers changes with it, and a float32 would lose digits to a large one.
   */
  private record Unscaled(Metric metric, Scaling targets) implements Metric {
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
}

package io.kindling.cli;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.data.TableDataset;
import io.kindling.train.Evaluator;
import io.kindling.train.Metric;
import java.util.List;
import java.util.Map;

/** How good a model is, in the data's own units. */
final class Scores {
  /** The metrics' names as people write them. */
  private static final Map<String, String> SHOWN =
      Map.of("r2", "R2", "mae", "MAE", "rmse", "RMSE", "log_loss", "log-loss");

  private Scores() {}

  /** A line for the training rows, and one for the validation rows if there are any. */
  static List<String> lines(Preparation data, Evaluator evaluator, List<Metric> metrics) {
    if (metrics.isEmpty()) {
      return List.of();
    }
    String training = line("training", data, data.training(), evaluator, metrics);
    Preparation.Part validation = data.validation();
    return validation == null
        ? List.of(training)
        : List.of(training, line("validation", data, validation, evaluator, metrics));
  }

  private static String line(
      String name,
      Preparation data,
      Preparation.Part part,
      Evaluator evaluator,
      List<Metric> metrics) {
    TableDataset own = part.own();
    float[] outputs = data.outputs(evaluator, part);
    TensorData truth = own.all().targets();
    TensorData predicted =
        TensorData.of(outputs, Shape.of(own.rows(), outputs.length / own.rows()));
    StringBuilder line = new StringBuilder(name);
    for (Metric metric : metrics) {
      Metric.Gatherer gatherer = metric.start();
      gatherer.add(predicted, truth);
      String shown = SHOWN.getOrDefault(metric.name(), metric.name());
      line.append(line.length() == name.length() ? ": " : ", ").append(shown).append(' ');
      line.append(Numbers.shown(gatherer.result()));
    }
    return line.toString();
  }
}

package io.kindling.cli.report;

import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.cli.model.Preparation;
import io.kindling.cli.prediction.Rates;
import io.kindling.cli.text.Numbers;
import io.kindling.data.Dataset;
import io.kindling.data.Scaling;
import io.kindling.data.TableDataset;
import io.kindling.train.Evaluation;
import io.kindling.train.Evaluator;
import io.kindling.train.Metric;
import io.kindling.train.Metrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How good a model is, in the data's own units. */
public final class Scores {
  private static final String R2 = "r2";

  /** The metrics' names as people write them. */
  private static final Map<String, String> SHOWN =
      Map.of(R2, "R2", "mae", "MAE", "rmse", "RMSE", "log_loss", "log-loss", "roc_auc", "ROC AUC");

  private Scores() {}

  /** How good a model is for the training rows, and for each part that there is to judge by. */
  public static Map<String, Map<String, Double>> of(
      Preparation data, Module model, Loss loss, List<Metric> metrics) {
    Map<String, Map<String, Double>> parts = new LinkedHashMap<>();
    if (!metrics.isEmpty()) {
      parts.put("training", of(data.training(), data, model, loss, metrics));
    }
    if (!metrics.isEmpty() && data.validation() != null) {
      parts.put("validation", of(data.validation(), data, model, loss, metrics));
    }
    if (data.test() != null) {
      parts.put("test", of(data.test(), data, model, loss, metrics));
    }
    return parts;
  }

  /** A line for each part of the rows. */
  public static List<String> lines(Map<String, Map<String, Double>> parts) {
    List<String> lines = new ArrayList<>();
    parts.forEach((part, scores) -> lines.add(part + ": " + text(scores)));
    return lines;
  }

  /**
   * How good a model is for some rows.
   *
   * @param rows the rows, prepared
   * @param data what they were prepared with
   * @param metrics what tells it; where nothing does, or of rates, beside them the loss
   * @return numbers by their metrics' names, in order
   */
  public static Map<String, Double> of(
      Dataset rows, Preparation data, Module model, Loss loss, List<Metric> metrics) {
    Scaling targets = data.scaling() == null ? null : data.scaling().targets();
    List<Metric> own =
        metrics.stream()
            .map(metric -> targets == null ? metric : Metrics.unscaled(metric, targets))
            .toList();
    Evaluation evaluation = new Evaluator(model).evaluate(rows, loss, own);
    Map<String, Double> named = new LinkedHashMap<>();
    if (metrics.stream().allMatch(Rates.class::isInstance)) {
      named.put("loss", evaluation.loss());
    }
    named.putAll(evaluation.metrics());
    if (rows instanceof TableDataset table && table.rows() == 1) {
      named.replace(R2, Double.NaN);
    }
    return named;
  }

  /** A metric's name as people write it. */
  public static String shown(String metric) {
    return SHOWN.getOrDefault(metric, metric);
  }

  /** A number in a line: one row has no spread that a share of could be explained. */
  private static String shown(double number) {
    return Double.isNaN(number) ? "undefined for one row" : Numbers.shown(number);
  }

  /** Numbers by the names that people write. */
  static Map<String, Double> named(Map<String, Double> scores) {
    Map<String, Double> named = new LinkedHashMap<>();
    scores.forEach((metric, score) -> named.put(shown(metric), score));
    return named;
  }

  /** Numbers with their names, in a line. */
  public static String text(Map<String, Double> scores) {
    return scores.entrySet().stream()
        .map(score -> shown(score.getKey()) + " " + shown(score.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** The name of a fold, of which the first is 0. */
  public static String fold(int fold, int folds) {
    return "fold " + (fold + 1) + " of " + folds;
  }

  /** The mean of each number, and how far they are from it: the deviation of just these. */
  public static String spread(List<Map<String, Double>> scores) {
    return scores.get(0).keySet().stream()
        .map(
            name ->
                shown(name)
                    + " "
                    + spread(scores.stream().mapToDouble(each -> each.get(name)).toArray()))
        .collect(Collectors.joining(", "));
  }

  private static String spread(double[] numbers) {
    double mean = Arrays.stream(numbers).average().orElseThrow();
    if (Double.isNaN(mean)) {
      return shown(mean);
    }
    double square =
        Arrays.stream(numbers).map(n -> (n - mean) * (n - mean)).average().orElseThrow();
    return Numbers.shown(mean) + " ± " + Numbers.shown(Math.sqrt(square));
  }
}

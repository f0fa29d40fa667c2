package io.kindling.cli.report;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.Specs;
import io.kindling.cli.model.Preparation;
import io.kindling.cli.prediction.Confusion;
import io.kindling.cli.prediction.Confusions;
import io.kindling.cli.prediction.Labels;
import io.kindling.cli.prediction.Tally;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.table.CellRule;
import io.kindling.cli.table.CellRules;
import io.kindling.cli.table.Holding;
import io.kindling.cli.table.Preparing;
import io.kindling.cli.table.TableFile;
import io.kindling.cli.table.TrainingTable;
import io.kindling.cli.table.Wanted;
import io.kindling.data.Dataset;
import io.kindling.data.Scaling;
import io.kindling.model.IndexInput;
import io.kindling.model.TrainedModel;
import io.kindling.nn.LossSpec;
import io.kindling.table.FeatureRules;
import io.kindling.table.Missing;
import io.kindling.train.Metric;
import io.kindling.train.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How good a model is for a table's rows.
 *
 * @param model its name
 * @param targets what it predicts
 * @param rows how many rows it was judged by
 * @param scores numbers by their metrics' names, in order
 * @param tally which labels were taken for which
 */
public record Verdict(
    String model, Targets targets, long rows, Map<String, Double> scores, Tally tally) {
  private static final String SCALED = "a model of kindling train --standardize takes larger ones";

  /**
   * Judges.
   *
   * @param name the model's name
   * @param saved what it is
   * @param backend where it lives
   * @param model the same, live
   * @param table the rows, with what is true of them
   * @param drops whether rows with a missing cell are left out
   */
  public static Verdict of(
      String name,
      TrainedModel saved,
      Backend backend,
      Module model,
      TableFile table,
      boolean drops) {
    Targets targets = Targets.of(saved.outputs());
    TrainingTable rows = open(saved, table, drops);
    Dataset data = targets.dataset(rows);
    Preparation prepared = Preparation.of(data, data, rows.rows(), training -> saved.scaling());
    LossSpec loss = loss(saved);
    Map<String, Double> scores =
        Scores.of(
            prepared.training(),
            prepared,
            IndexInput.around(saved.spec(), model),
            backend.loss(loss),
            metrics(targets, loss));
    Tally tally = targets.tally();
    rows.forEach(
        some ->
            tally.add(
                some,
                saved
                    .predict(model, some.inputs(saved.features().size(), rows.beside()))
                    .values()));
    return new Verdict(name, targets, rows.rows(), scores, tally);
  }

  /** The same for a program. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model);
    json.put("targets", targets.names());
    json.put("rows", rows);
    json.putAll(scores);
    if (tally instanceof Confusions confusions) {
      json.put("confusion", confusions.columns().stream().map(Verdict::json).toList());
    }
    return json;
  }

  /** A row for each true class, and in it a count for each that it was taken for. */
  private static Map<String, Object> json(Confusion confusion) {
    int classes = confusion.classes().size();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("target", confusion.name());
    json.put("classes", confusion.classes().labels());
    json.put(
        "counts",
        IntStream.range(0, classes)
            .mapToObj(
                actual ->
                    IntStream.range(0, classes)
                        .mapToObj(predicted -> confusion.count(actual, predicted))
                        .toList())
            .toList());
    return json;
  }

  /** The columns that the model takes, as it knows them, and those that it predicts. */
  private static TrainingTable open(TrainedModel saved, TableFile table, boolean drops) {
    Scaling features = saved.scaling() == null ? null : saved.scaling().features();
    Scaling numbers = saved.scaling() == null ? null : saved.scaling().targets();
    CellRule truth =
        numbers == null ? CellRule.target(loss(saved), SCALED) : CellRule.scaled(numbers, SCALED);
    FeatureRules rules =
        FeatureRules.standard()
            .missing(drops ? Missing.DROP : Missing.FAIL)
            .advice("--missing drop leaves such rows out", "");
    Wanted wanted = new Wanted(saved.columns().names(), saved.outputs().targets(), List.of());
    return table.open(
        (header, terms) -> wanted,
        saved.outputs().areLabels() ? Holding.LABELS : Holding.NUMBERS,
        new CellRules(CellRule.of(saved.spec(), features, SCALED), truth),
        new Preparing(
            rules, columns -> Map.of(), /* asked= */ true, /* plain= */ false, saved.columns()),
        TableFile.Streaming.WHERE_LARGE);
  }

  /** What the model was trained with, or what it most likely was. */
  private static LossSpec loss(TrainedModel saved) {
    if (saved.loss() != null) {
      return saved.loss();
    }
    return !saved.outputs().areLabels()
        ? Specs.mse()
        : saved.outputs().binary() ? Specs.bceWithLogits() : Specs.crossEntropy();
  }

  private static List<Metric> metrics(Targets targets, LossSpec loss) {
    if (loss.takesLogarithms()) {
      return List.of();
    }
    List<Metric> metrics = new ArrayList<>(targets.metrics());
    if (targets instanceof Labels) {
      metrics.add(Metrics.rocAuc());
    }
    return metrics;
  }
}

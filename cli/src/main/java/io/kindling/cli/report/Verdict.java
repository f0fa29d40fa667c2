package io.kindling.cli.report;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.cli.model.Preparation;
import io.kindling.cli.prediction.Confusion;
import io.kindling.cli.prediction.Confusions;
import io.kindling.cli.prediction.Labels;
import io.kindling.cli.prediction.Rates;
import io.kindling.cli.prediction.Tally;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.table.JudgedTable;
import io.kindling.cli.table.Strangers;
import io.kindling.cli.table.TableFile;
import io.kindling.cli.table.TrainingTable;
import io.kindling.data.Dataset;
import io.kindling.model.IndexInput;
import io.kindling.model.TrainedModel;
import io.kindling.nn.LossSpec;
import io.kindling.table.Table;
import io.kindling.train.Metric;
import io.kindling.train.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How good a model is for a table's rows.
 *
 * @param model its name
 * @param targets what it predicts
 * @param rows how many rows it was judged by
 * @param leftOut how many were left out, as a cell of theirs is missing
 * @param strangers the rows whose level of a category it does not know
 * @param scores numbers by their metrics' names, in order
 * @param tally which labels were taken for which
 */
public record Verdict(
    String model,
    Targets targets,
    long rows,
    long leftOut,
    Strangers strangers,
    Map<String, Double> scores,
    Tally tally) {
  /**
   * Judges.
   *
   * @param name the model's name
   * @param saved what it is
   * @param backend where it lives
   * @param model the same, live
   * @param table the rows, with what is true of them
   * @param weights the column that says how much rows count; null for all alike
   * @param drops whether rows with a missing cell are left out
   */
  public static Verdict of(
      String name,
      TrainedModel saved,
      Backend backend,
      Module model,
      Table table,
      @Nullable String weights,
      boolean drops) {
    Targets targets = Targets.of(saved.outputs());
    Strangers strangers = new Strangers();
    TrainingTable rows =
        JudgedTable.open(table, saved, weights, drops, strangers, TableFile.Streaming.WHERE_LARGE);
    Dataset data = targets.dataset(rows);
    Preparation prepared = Preparation.of(data, data, rows.rows(), training -> saved.scaling());
    LossSpec loss = JudgedTable.loss(saved);
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
    return new Verdict(
        name, targets, rows.rows(), rows.prepared().dropped(), strangers, scores, tally);
  }

  /** The same for a program. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model);
    json.put("targets", targets.names());
    json.put("rows", rows);
    json.put("left_out", leftOut);
    json.put("unknown_levels", strangers.counts());
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

  private static List<Metric> metrics(Targets targets, LossSpec loss) {
    if (loss.takesLogarithms()) {
      return List.of(new Rates(Metrics.mae()));
    }
    List<Metric> metrics = new ArrayList<>(targets.metrics());
    if (targets instanceof Labels) {
      metrics.add(Metrics.rocAuc());
    }
    return metrics;
  }
}

package io.kindling.spark;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.cpu.sums.ShardedStep;
import io.kindling.cpu.sums.Totals;
import io.kindling.data.Standardizer;
import io.kindling.error.CheckpointException;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.table.FeatureColumns;
import io.kindling.train.Checkpoint;
import io.kindling.train.History;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** One training by a {@link SparkTrainer}. */
final class ClusterTraining {
  /** The checkpoints' note of what the order of the rows was made of. */
  private static final String ORDER = "kindling_order";

  private final ClusterSettings settings;
  private final Dataset<Row> table;
  private final TableColumns columns;
  private final ModuleSpec module;
  private final LossSpec loss;
  private final int[] widths;
  private final FeatureColumns features;
  private final RowForm form;
  private @Nullable Standardizer scaling;

  /** Checks all that can be known without reading rows. */
  ClusterTraining(ClusterSettings settings, Dataset<Row> table) {
    this.settings = settings;
    this.table = table;
    this.columns = settings.columns();
    settings.order();
    this.module = settings.module();
    this.loss = settings.loss();
    Dataset<Row> selected = table.select(columns.select(table).toArray(new Column[0]));
    boolean weighted = columns.weight() != null;
    boolean shifted = columns.offset() != null;
    RowForm unmeasured = new RowForm(1, 1, false, weighted, shifted);
    ShardedStep unused = new ShardedStep(module, loss, unmeasured.beside(), Totals.of(1));
    this.widths = columns.widths(selected);
    this.features = FeatureColumns.numbers(columns.featureNames(widths, selected));
    this.form =
        new RowForm(
            Arrays.stream(widths).sum(),
            columns.targets().size(),
            loss.targetType() == DType.INT64,
            weighted,
            shifted);
    checkShapes();
  }

  private void checkShapes() {
    Shape outputs = module.outputShape(Shape.of(1, form.features()));
    Shape targets = form.classes() ? Shape.of(1) : Shape.of(1, form.targets());
    Shape unused = loss.outputShape(outputs, targets);
  }

  History run(int epochs) {
    try (Shards training = shards(table, settings.standardizes)) {
      checkOrder(training);
      scaling = settings.standardizes ? scaling(training) : null;
      StepForm step = step(training);
      try (ClusterBatch batch = new ClusterBatch(training, step)) {
        settings.trainer.notes(notes(training));
        Dataset<Row> validation = settings.validation;
        if (validation == null) {
          return settings.trainer.train(batch, epochs);
        }
        try (Shards judged = shards(validation, /* adds= */ false)) {
          settings.trainer.validation(new ClusterJudge(judged, step(judged)));
          return settings.trainer.train(batch, epochs);
        }
      }
    }
  }

  private StepForm step(Shards shards) {
    return shards.step(module + "", loss + "", RowScaling.of(form, scaling));
  }

  private Shards shards(Dataset<Row> rows, boolean adds) {
    try (OrderedTable ordered =
        Jobs.run(
            rows.sparkSession(),
            "order rows",
            () -> OrderedTable.of(rows, columns, settings.order()))) {
      CellReader reader = CellReader.of(form, columns, widths, settings.standardizes, loss);
      Shards.Plan plan =
          new Shards.Plan(
              reader, loss + "", settings.shardRows, settings.mostResults, settings.level, adds);
      return Shards.of(ordered, plan);
    }
  }

  private Standardizer scaling(Shards training) {
    Standardizer all = training.sums().standardizer(form);
    boolean measured = !loss.takesLabels() && !loss.takesCounts() && columns.offset() == null;
    return measured ? all : all.featuresOnly();
  }

  private void checkOrder(Shards shards) {
    Checkpoint resumed = settings.resumed;
    String before = resumed == null ? null : resumed.notes().get(ORDER);
    if (before != null && !before.equals(shards.digest())) {
      throw new CheckpointException(
          "resume",
          "the rows must be in the order that they had: the same files with as many rows each, or the"
              + " same columns",
          "another order than the checkpoint's",
          "the order " + before.substring(0, 12) + "…",
          "train anew");
    }
  }

  private Map<String, String> notes(Shards shards) {
    Map<String, String> notes = new LinkedHashMap<>(settings.notes);
    notes.put(ORDER, shards.digest());
    return notes;
  }

  /** What was trained, with its preparation. */
  TrainedModel trained() {
    return new TrainedModel(
        module, features, outputs(), scaling, columns.offset(), loss, settings.model.stateDict());
  }

  private Outputs outputs() {
    String first = columns.targets().get(0);
    if (form.classes()) {
      int classes = (int) module.outputShape(Shape.of(1, form.features())).size(1);
      return Outputs.labels(first, IntStream.range(0, classes).mapToObj(i -> i + "").toList());
    }
    if (loss.takesLabels()) {
      List<List<String>> labels =
          columns.targets().stream().map(name -> List.of("0", "1")).toList();
      return new Outputs(columns.targets(), labels, true);
    }
    return Outputs.numbers(columns.targets().toArray(new String[0]));
  }
}

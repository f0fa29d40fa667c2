package io.kindling.spark;

import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.error.DataException;
import io.kindling.error.SpecException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.train.Checkpoint;
import io.kindling.train.Trainer;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** How a {@link SparkTrainer} was set up; what a training reads. */
final class ClusterSettings {
  final Module model;
  final Loss loss;

  /** What does all but the sums. */
  final Trainer trainer;

  List<String> features = List.of();
  List<String> targets = List.of();
  @Nullable String weight;
  @Nullable String offset;
  @Nullable RowOrder order;
  boolean standardizes;
  @Nullable Dataset<Row> validation;

  /** How many rows a shard has; 0 for what fits. */
  int shardRows;

  /** How many results the driver takes without having them joined before. */
  int mostResults = Shards.MOST_RESULTS;

  StorageLevel level = StorageLevel.DISK_ONLY();
  Map<String, String> notes = Map.of();
  @Nullable Checkpoint resumed;

  ClusterSettings(Module model, Loss loss, Optimizer optimizer) {
    this.model = model;
    this.loss = loss;
    this.trainer = new Trainer(model, loss, optimizer);
  }

  /** The columns that are meant. */
  TableColumns columns() {
    if (features.isEmpty() || targets.isEmpty()) {
      throw new DataException(
          "SparkTrainer",
          "there must be features and targets",
          "features " + features + " and targets " + targets,
          "names of columns",
          "features(\"a\", \"b\").target(\"y\")");
    }
    return new TableColumns(features, targets, weight, offset);
  }

  RowOrder order() {
    RowOrder said = order;
    if (said == null) {
      throw new DataException(
          "SparkTrainer",
          "the rows must have an order, for sums of floats depend on it",
          "none",
          "order(RowOrder.parquet()), csv(), column(\"id\") or content()",
          null);
    }
    return said;
  }

  /** What describes the model, which executors make one from. */
  ModuleSpec module() {
    ModuleSpec spec = model.spec();
    if (spec == null) {
      throw new SpecException(
          "SparkTrainer",
          "the model must be made by a backend of a description",
          "a module of one's own, " + model,
          "backend.module(…)",
          "train it on one machine");
    }
    return spec;
  }

  LossSpec loss() {
    LossSpec spec = loss.spec();
    if (spec == null) {
      throw new SpecException(
          "SparkTrainer",
          "the loss must be made by a backend of a description",
          "a loss of one's own, " + loss,
          "backend.loss(…)",
          "train on one machine");
    }
    return spec;
  }
}

package io.kindling.spark.ml;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Specs;
import io.kindling.error.DataException;
import io.kindling.error.SpecException;
import io.kindling.model.TrainedModel;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.spark.RowOrder;
import io.kindling.spark.SparkTrainer;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.collection.Seq;

/** One training by an estimator. */
final class Fit {
  /** More than that are rather numbers of something else, where nobody has noted labels. */
  private static final int MOST_LABELS = 1000;

  private final KindlingEstimator<?, ?> estimator;
  private final Dataset<Row> rows;

  Fit(KindlingEstimator<?, ?> estimator, Dataset<Row> rows) {
    this.estimator = estimator;
    this.rows = rows;
  }

  /**
   * The loss.
   *
   * @param labels whether it has to be one of labels
   * @throws SpecException if it is not, or is though it must not be
   */
  LossSpec loss(boolean labels) {
    LossSpec loss = LossSpec.parse(estimator.getLoss());
    if (loss.takesLabels() != labels) {
      throw new SpecException(
          "fit",
          labels ? "the loss must take labels" : "the loss must take numbers",
          loss + "",
          labels ? "cross_entropy() or bce_with_logits()" : "for instance mse()",
          labels ? "KindlingRegressor learns numbers" : "KindlingClassifier learns labels");
    }
    return loss;
  }

  /**
   * Trains.
   *
   * @param loss what to reduce
   * @param outputs how many outputs a linear model has
   */
  TrainedModel train(LossSpec loss, int outputs) {
    List<String> features = Columns.features(estimator);
    ModuleSpec spec = spec(features, outputs);
    try (Backend backend = Backends.open("cpu")) {
      backend.manualSeed(estimator.getSeed());
      Module model = backend.module(spec);
      OptimizerSpec optimizer = OptimizerSpec.parse(estimator.getOptimizer());
      SparkTrainer trainer =
          new SparkTrainer(
                  model, backend.loss(loss), backend.optimizer(optimizer, model.parameters()))
              .features(features.toArray(String[]::new))
              .target(estimator.getLabelCol())
              .order(order());
      if (!estimator.getWeightCol().isEmpty()) {
        trainer.weights(estimator.getWeightCol());
      }
      if (!estimator.getOffsetCol().isEmpty()) {
        trainer.offset(estimator.getOffsetCol());
      }
      if (estimator.getStandardization()) {
        trainer.standardize();
      }
      if (estimator.getEarlyStopping() > 0) {
        trainer.earlyStopping(estimator.getEarlyStopping());
      }
      trainer.train(training(trainer), estimator.getEpochs());
      return trainer.trained();
    }
  }

  /** The rows that are trained on; the trainer is told of those to judge by. */
  private Dataset<Row> training(SparkTrainer trainer) {
    if (estimator.getValidationIndicatorCol().isEmpty()) {
      return rows;
    }
    Column judged = Columns.named(estimator.getValidationIndicatorCol());
    trainer.validation(rows.where(judged));
    return rows.where(functions.not(judged));
  }

  private RowOrder order() {
    String column = estimator.getOrderCol();
    return column.isEmpty() ? RowOrder.content() : RowOrder.column(column);
  }

  private ModuleSpec spec(List<String> features, int outputs) {
    String text = estimator.getModel();
    return text.equals(KindlingEstimator.LINEAR)
        ? Specs.linear(width(features), outputs)
        : ModuleSpec.parse(text);
  }

  /** How many numbers the features of the first row are. */
  private int width(List<String> features) {
    Row row = first(features);
    int width = 0;
    for (int i = 0; i < features.size(); i++) {
      Object cell = row.get(i);
      if (cell instanceof Vector vector) {
        width += vector.size();
      } else {
        width += cell instanceof Seq<?> array ? array.length() : 1;
      }
    }
    return width;
  }

  private Row first(List<String> columns) {
    List<Row> first =
        rows.select(columns.stream().map(Columns::named).toArray(Column[]::new)).takeAsList(1);
    if (first.isEmpty()) {
      throw new DataException("fit", "there must be rows to learn from", "none", "some", null);
    }
    return first.get(0);
  }

  /**
   * The labels, by their indices: those that {@code StringIndexer} has noted beside the column,
   * else the numbers from 0 to the largest there is.
   */
  List<String> labels() {
    Attribute noted = Attribute.fromStructField(rows.schema().apply(estimator.getLabelCol()));
    if (noted instanceof NominalAttribute nominal && nominal.values().isDefined()) {
      return List.of(nominal.values().get());
    }
    Column label = Columns.named(estimator.getLabelCol());
    Row largest = rows.select(functions.max(label.cast("double"))).head();
    double most = largest.isNullAt(0) ? 1 : Math.max(1, largest.getDouble(0));
    if (!(most < MOST_LABELS)) {
      throw new DataException(
          "column " + estimator.getLabelCol(),
          "labels must be 0, 1, 2 …, below " + MOST_LABELS,
          most + "",
          "the index of a label",
          "StringIndexer makes them, any number of them");
    }
    return IntStream.rangeClosed(0, (int) most).mapToObj(Integer::toString).toList();
  }
}

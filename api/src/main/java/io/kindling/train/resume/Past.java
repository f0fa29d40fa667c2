package io.kindling.train.resume;

import io.kindling.core.TensorData;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The epochs that a training has completed, in numbers: a column for each thing told of them. */
public final class Past {
  private static final String HISTORY = "history";
  private static final String LOSS = "loss";
  private static final String VALIDATION_LOSS = "validation_loss";
  private static final String LEARNING_RATE = "learning_rate";
  private static final String METRICS = "metrics";
  private static final String EARLY_STOPPING = "early_stopping";
  private static final String BEST = "best";
  private static final String BEST_EPOCH = "best_epoch";
  private static final String MODEL = "model";

  private final double[] losses;
  private final double @Nullable [] validationLosses;
  private final double[] learningRates;
  private final Map<String, double[]> metrics;
  private final @Nullable Best best;

  /**
   * Columns of one length, which become this object's.
   *
   * @param losses the training losses
   * @param validationLosses the validation losses; null where nothing was validated
   * @param learningRates the learning rates
   * @param metrics the metrics by name
   * @param best the best epoch, if its weights are remembered
   */
  public Past(
      double[] losses,
      double @Nullable [] validationLosses,
      double[] learningRates,
      Map<String, double[]> metrics,
      @Nullable Best best) {
    this.losses = losses;
    this.validationLosses = validationLosses;
    this.learningRates = learningRates;
    this.metrics = metrics;
    this.best = best;
  }

  /** {@return how many epochs} */
  public int epochs() {
    return losses.length;
  }

  /** {@return the training losses} */
  public double[] losses() {
    return losses;
  }

  /** {@return the validation losses; null where nothing was validated} */
  public double @Nullable [] validationLosses() {
    return validationLosses;
  }

  /** {@return the learning rates} */
  public double[] learningRates() {
    return learningRates;
  }

  /** {@return the metrics by name} */
  public Map<String, double[]> metrics() {
    return metrics;
  }

  /** {@return the best epoch, if its weights are remembered} */
  public @Nullable Best best() {
    return best;
  }

  /** Adds the entries of a checkpoint that say it. */
  void put(Map<String, @Nullable Object> tree) {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put(LOSS, DoubleColumn.of(losses));
    columns.put(
        VALIDATION_LOSS, validationLosses == null ? null : DoubleColumn.of(validationLosses));
    columns.put(LEARNING_RATE, DoubleColumn.of(learningRates));
    Map<String, @Nullable Object> measured = new LinkedHashMap<>();
    metrics.forEach((name, column) -> measured.put(name, DoubleColumn.of(column)));
    columns.put(METRICS, measured);
    tree.put(HISTORY, columns);
    tree.put(EARLY_STOPPING, best == null ? null : tree(best));
  }

  private static Map<String, @Nullable Object> tree(Best best) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put(BEST, best.loss());
    tree.put(BEST_EPOCH, (long) best.epoch());
    tree.put(MODEL, best.weights());
    return tree;
  }

  /** Reads so many epochs. */
  static Past from(Entries tree, int epochs) {
    Entries columns = tree.dict(HISTORY);
    double[] losses = columns.column(LOSS, epochs);
    double[] rates = columns.column(LEARNING_RATE, epochs);
    double @Nullable [] validation =
        columns.has(VALIDATION_LOSS) ? columns.column(VALIDATION_LOSS, epochs) : null;
    Map<String, double[]> metrics = columns.dict(METRICS).columns(epochs);
    double[] judged = validation == null ? losses : validation;
    Best best = tree.has(EARLY_STOPPING) ? best(tree, judged) : null;
    return new Past(losses, validation, rates, metrics, best);
  }

  private static Best best(Entries tree, double[] judged) {
    Entries entry = tree.dict(EARLY_STOPPING);
    Best best = new Best(entry.number(BEST), entry.integer(BEST_EPOCH, 1), entry.tensors(MODEL));
    if (!best.isOf(judged)) {
      throw entry.error(BEST_EPOCH, (long) best.epoch(), "the best epoch of the history");
    }
    Map<String, TensorData> model = tree.tensors(MODEL);
    if (!best.weights().keySet().equals(model.keySet())) {
      throw entry.error(MODEL, best.weights(), "the names that are in model");
    }
    best.weights().forEach((name, weights) -> alike(entry.dict(MODEL), name, weights, model));
    return best;
  }

  private static void alike(
      Entries entries, String name, TensorData weights, Map<String, TensorData> model) {
    TensorData now = model.get(name);
    if (now == null || !now.shape().equals(weights.shape()) || now.dtype() != weights.dtype()) {
      throw entries.error(name, weights, "the type and shape that it has in model");
    }
  }
}

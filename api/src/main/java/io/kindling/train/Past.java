package io.kindling.train;

import static java.lang.Double.NaN;

import io.kindling.core.TensorData;
import io.kindling.train.EarlyStopping.Best;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The epochs that a training has completed.
 *
 * @param history what each has brought
 * @param best the best of them, if its weights are remembered
 */
record Past(List<Epoch> history, @Nullable Best best) {
  private static final String HISTORY = "history";
  private static final String LOSS = "loss";
  private static final String VALIDATION_LOSS = "validation_loss";
  private static final String LEARNING_RATE = "learning_rate";
  private static final String METRICS = "metrics";
  private static final String EARLY_STOPPING = "early_stopping";
  private static final String BEST = "best";
  private static final String BEST_EPOCH = "best_epoch";
  private static final String MODEL = "model";

  /** Copies the list. */
  Past {
    history = List.copyOf(history);
  }

  /** Adds the entries of a checkpoint that say it: a column of numbers for each thing told. */
  void put(Map<String, @Nullable Object> tree) {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put(LOSS, Columns.of(history, Epoch::loss));
    boolean validated = !history.isEmpty() && history.get(0).validationLoss().isPresent();
    columns.put(
        VALIDATION_LOSS,
        validated ? Columns.of(history, epoch -> epoch.validationLoss().orElseThrow()) : null);
    columns.put(LEARNING_RATE, Columns.of(history, Epoch::learningRate));
    Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
    if (!history.isEmpty()) {
      for (String name : history.get(0).metrics().keySet()) {
        metrics.put(name, Columns.of(history, epoch -> epoch.metrics().getOrDefault(name, NaN)));
      }
    }
    columns.put(METRICS, metrics);
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
    List<Epoch> history = new ArrayList<>();
    for (int i = 0; i < epochs; i++) {
      Map<String, Double> measured = new LinkedHashMap<>();
      for (Map.Entry<String, double[]> metric : metrics.entrySet()) {
        measured.put(metric.getKey(), metric.getValue()[i]);
      }
      OptionalDouble judged =
          validation == null ? OptionalDouble.empty() : OptionalDouble.of(validation[i]);
      history.add(new Epoch(i + 1, losses[i], judged, rates[i], measured));
    }
    return new Past(history, tree.has(EARLY_STOPPING) ? best(tree, history) : null);
  }

  private static Best best(Entries tree, List<Epoch> history) {
    Entries entry = tree.dict(EARLY_STOPPING);
    Best best = new Best(entry.number(BEST), entry.integer(BEST_EPOCH, 1), entry.tensors(MODEL));
    if (!best.isOf(history)) {
      throw entry.error(BEST_EPOCH, (long) best.epoch(), "the best epoch of the history");
    }
    Map<String, TensorData> model = tree.tensors(MODEL);
    if (!best.weights().keySet().equals(model.keySet())) {
      throw entry.error(MODEL, best.weights(), "the names that model has");
    }
    best.weights().forEach((name, weights) -> alike(entry.dict(MODEL), name, weights, model));
    return best;
  }

  private static void alike(
      Entries entries, String name, TensorData weights, Map<String, TensorData> model) {
    TensorData now = model.get(name);
    if (now == null || !now.shape().equals(weights.shape()) || now.dtype() != weights.dtype()) {
      throw entries.error(name, weights, "a tensor like that of model");
    }
  }
}

package io.kindling.train;

import io.kindling.TensorData;
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
  private static final String EPOCH = "epoch";
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

  /** Adds the entries of a checkpoint that say it. */
  void put(Map<String, @Nullable Object> tree) {
    tree.put(HISTORY, history.stream().map(Past::tree).toList());
    tree.put(EARLY_STOPPING, best == null ? null : tree(best));
  }

  private static Map<String, @Nullable Object> tree(Epoch epoch) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put(EPOCH, (long) epoch.number());
    tree.put(LOSS, epoch.loss());
    OptionalDouble validation = epoch.validationLoss();
    tree.put(VALIDATION_LOSS, validation.isPresent() ? validation.getAsDouble() : null);
    tree.put(LEARNING_RATE, epoch.learningRate());
    tree.put(METRICS, epoch.metrics());
    return tree;
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
    List<Epoch> history = new ArrayList<>();
    for (Entries entry : tree.dicts(HISTORY)) {
      Epoch epoch = epoch(entry);
      history.add(epoch);
      if (epoch.number() != history.size()) {
        throw entry.error(EPOCH, (long) epoch.number(), history.size() + "");
      }
    }
    if (history.size() != epochs) {
      throw tree.error(HISTORY, history.size(), "as many as there were epochs: " + epochs);
    }
    return new Past(history, tree.has(EARLY_STOPPING) ? best(tree, history) : null);
  }

  private static Epoch epoch(Entries entry) {
    return new Epoch(
        entry.integer(EPOCH, 1),
        entry.number(LOSS),
        entry.has(VALIDATION_LOSS)
            ? OptionalDouble.of(entry.number(VALIDATION_LOSS))
            : OptionalDouble.empty(),
        entry.number(LEARNING_RATE),
        entry.dict(METRICS).numbers());
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

package io.kindling.train;

import io.kindling.Module;
import io.kindling.TensorData;
import java.util.Map;

/** Remembers the best epoch, and its weights where training may end early. */
final class EarlyStopping {
  private final Module model;
  private final int patience;
  private double best = Double.POSITIVE_INFINITY;
  private int bestEpoch;
  private Map<String, TensorData> weights = Map.of();

  /**
   * For a model.
   *
   * @param patience how many epochs without a better one are borne; 0 to bear them all
   */
  EarlyStopping(Module model, int patience) {
    this.model = model;
    this.patience = patience;
  }

  /** Looks at an epoch; says whether training is to end. */
  boolean ends(Epoch epoch) {
    if (epoch.watched() < best) {
      best = epoch.watched();
      bestEpoch = epoch.number();
      if (patience > 0) {
        weights = model.stateDict();
      }
    }
    return patience > 0 && epoch.number() - bestEpoch >= patience;
  }

  int bestEpoch() {
    return bestEpoch;
  }

  /** Goes back to the best epoch's weights, where they were remembered. */
  void restore() {
    if (!weights.isEmpty()) {
      model.loadStateDict(weights);
    }
  }
}

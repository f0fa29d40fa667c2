package io.kindling.train;

import io.kindling.Module;
import io.kindling.core.TensorData;
import io.kindling.train.resume.Best;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /** Goes on after epochs of which the best was remembered, where it had to be. */
  void goOn(List<Epoch> history, @Nullable Best remembered) {
    for (Epoch epoch : history) {
      judge(epoch);
    }
    weights = remembered == null ? Map.of() : remembered.weights();
  }

  private boolean judge(Epoch epoch) {
    boolean better = epoch.watched() < best;
    if (better) {
      best = epoch.watched();
      bestEpoch = epoch.number();
    }
    return better;
  }

  /** Looks at an epoch; says whether training is to end. */
  boolean ends(Epoch epoch) {
    if (judge(epoch) && patience > 0) {
      weights = model.stateDict();
    }
    return patience > 0 && epoch.number() - bestEpoch >= patience;
  }

  int bestEpoch() {
    return bestEpoch;
  }

  /** The best epoch, if its weights are remembered. */
  @Nullable Best best() {
    return weights.isEmpty() ? null : new Best(best, bestEpoch, weights);
  }

  /** Goes back to the best epoch's weights, where they were remembered. */
  void restore() {
    if (!weights.isEmpty()) {
      model.loadStateDict(weights);
    }
  }
}

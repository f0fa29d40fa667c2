package io.kindling.cli.training;

import io.kindling.core.DType;
import io.kindling.core.TensorData;
import io.kindling.train.Epoch;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How far two trials of one training are apart.
 *
 * @param losses the largest difference of an epoch's losses, as a share of the larger one and a
 *     ten-thousandth of the first epoch's
 * @param weights the largest difference of two weights at the end
 * @param hasEqualLosses whether all losses have the same bits, and are as many
 * @param hasEqualWeights whether all weights have
 */
public record Comparison(Gap losses, Gap weights, boolean hasEqualLosses, boolean hasEqualWeights) {
  /**
   * The bound of whole runs, that of docs/numerics.md: a share of losses, a distance of weights.
   */
  private static final double NEAR = 1e-4;

  /**
   * The largest difference of many.
   *
   * @param size how large it is
   * @param where what differs so; empty where nothing differs
   */
  public record Gap(double size, String where) {
    private static final Gap NONE = new Gap(0, "");

    /** The larger of two, the first of equals; what is no number is larger than all. */
    private Gap or(double other, String what) {
      return Double.compare(other, size) > 0 ? new Gap(other, what) : this;
    }
  }

  /** Compares two trainings of one model. */
  public static Comparison of(Trial one, Trial another) {
    List<Epoch> here = one.history().epochs();
    List<Epoch> there = another.history().epochs();
    Gap losses = Gap.NONE;
    for (int i = 0; i < Math.min(here.size(), there.size()); i++) {
      Epoch epoch = here.get(i);
      String where = "epoch " + epoch.number();
      losses = losses.or(apart(epoch.loss(), there.get(i).loss(), here.get(0).loss()), where);
      if (epoch.validationLoss().isPresent()) {
        double first = here.get(0).validationLoss().getAsDouble();
        double judged = epoch.validationLoss().getAsDouble();
        double other = there.get(i).validationLoss().getAsDouble();
        losses = losses.or(apart(judged, other, first), where + ", validation");
      }
    }
    boolean equal = here.size() == there.size() && losses.size() == 0;
    Gap weights = weights(one.state(), another.state());
    return new Comparison(losses, weights, equal, one.state().equals(another.state()));
  }

  private static double apart(double loss, double other, double first) {
    double larger = Math.max(Math.abs(loss), Math.abs(other));
    return loss == other ? 0 : Math.abs(loss - other) / (larger + NEAR * Math.abs(first));
  }

  /** Whether the losses are as near as the numeric contract promises of whole runs. */
  public boolean hasNearLosses() {
    return losses.size() <= NEAR;
  }

  /** Whether the weights are. */
  public boolean hasNearWeights() {
    return weights.size() <= NEAR;
  }

  private static Gap weights(Map<String, TensorData> one, Map<String, TensorData> other) {
    Gap gap = Gap.NONE;
    for (Map.Entry<String, TensorData> entry : one.entrySet()) {
      TensorData there = Objects.requireNonNull(other.get(entry.getKey()));
      if (there.dtype() == DType.FLOAT32) { // counters are no weights
        float[] weights = entry.getValue().toFloatArray();
        float[] others = there.toFloatArray();
        for (int i = 0; i < weights.length; i++) {
          gap = gap.or(Math.abs((double) weights[i] - others[i]), entry.getKey());
        }
      }
    }
    return gap;
  }
}

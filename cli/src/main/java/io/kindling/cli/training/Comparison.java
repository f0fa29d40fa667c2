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
 * @param losses the largest difference of an epoch's losses, as a share of the larger one
 * @param weights the largest difference of two weights at the end
 * @param hasEqualLosses whether all losses have the same bits, and are as many
 * @param hasEqualWeights whether all weights have
 * @param isWithin whether they are as near as the numeric contract promises of whole runs
 */
public record Comparison(
    Gap losses, Gap weights, boolean hasEqualLosses, boolean hasEqualWeights, boolean isWithin) {
  /** The bounds of whole runs, which are those of docs/numerics.md. */
  private static final double OF_LOSS = 1e-4;

  private static final double OF_FIRST_LOSS = 1e-8;
  private static final double OF_WEIGHT = 1e-4;

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
  public static Comparison of(Trial one, Trial other) {
    List<Epoch> here = one.history().epochs();
    List<Epoch> there = other.history().epochs();
    boolean equal = here.size() == there.size();
    boolean within = true;
    Gap losses = Gap.NONE;
    for (int i = 0; i < Math.min(here.size(), there.size()); i++) {
      double loss = here.get(i).loss();
      double apart = Math.abs(loss - there.get(i).loss());
      double larger = Math.max(Math.abs(loss), Math.abs(there.get(i).loss()));
      losses = losses.or(apart == 0 ? 0 : apart / larger, "epoch " + here.get(i).number());
      equal &= loss == there.get(i).loss();
      within &= apart <= OF_LOSS * larger + OF_FIRST_LOSS * Math.abs(here.get(0).loss());
    }
    Gap weights = weights(one.state(), other.state());
    return new Comparison(
        losses,
        weights,
        equal,
        one.state().equals(other.state()),
        within && weights.size() <= OF_WEIGHT);
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

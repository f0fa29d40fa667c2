package io.kindling.train;

import io.kindling.nn.LossSpec;
import io.kindling.nn.Reduction;
import org.jspecify.annotations.Nullable;

/**
 * What the losses of batches come to: what the same loss says of all their rows at once, computed
 * in double. A loss that nobody describes is taken for a mean over its rows.
 */
final class TotalLoss {
  private final @Nullable LossSpec spec;
  private double sum;
  private double weight;
  private long rows;

  /** Of no row yet, by a loss; null for one that nobody describes. */
  TotalLoss(@Nullable LossSpec spec) {
    this(spec, 0, 0, 0);
  }

  /** Goes on from where another one was. */
  TotalLoss(@Nullable LossSpec spec, double sum, double weight, long rows) {
    this.spec = spec;
    this.sum = sum;
    this.weight = weight;
    this.rows = rows;
  }

  /**
   * Adds a batch.
   *
   * @param counts what its mean divides by, see {@link io.kindling.train.batch.Objective#counts}
   */
  void add(float loss, double counts, long count) {
    double factor = isSum() ? 1 : counts;
    if (factor != 0) { // the mean of nothing is NaN
      sum += loss * factor;
    }
    weight += isSum() ? count : counts;
    rows += count;
  }

  private boolean isSum() {
    return spec != null && spec.reduction() == Reduction.SUM;
  }

  double sum() {
    return sum;
  }

  double weight() {
    return weight;
  }

  long rows() {
    return rows;
  }

  double value() {
    return isSum() ? sum : sum / weight;
  }
}

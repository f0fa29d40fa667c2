package io.kindling.train;

import io.kindling.Loss;
import io.kindling.Tensor;
import io.kindling.nn.LossSpec;
import io.kindling.nn.Reduction;
import java.util.Arrays;
import java.util.function.LongToDoubleFunction;
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

  /** Of no row yet. */
  TotalLoss(Loss loss) {
    this(loss, 0, 0, 0);
  }

  /** Goes on from where another one was. */
  TotalLoss(Loss loss, double sum, double weight, long rows) {
    this.spec = loss.spec();
    this.sum = sum;
    this.weight = weight;
    this.rows = rows;
  }

  void add(float loss, Tensor targets) {
    long count = targets.shape().size(0);
    double counts = isSum() ? 1 : weight(targets, count);
    if (counts != 0) { // the mean of nothing is NaN
      sum += loss * counts;
    }
    weight += isSum() ? count : counts;
    rows += count;
  }

  private boolean isSum() {
    return spec != null && spec.reduction() == Reduction.SUM;
  }

  /** What a mean over rows divides their sum by. */
  private double weight(Tensor targets, long count) {
    LongToDoubleFunction weights = spec == null ? null : spec.classWeights();
    return weights == null
        ? count
        : Arrays.stream(targets.data().toLongArray()).mapToDouble(weights).sum();
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

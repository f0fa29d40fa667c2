package io.kindling.train;

import io.kindling.Backend;
import io.kindling.Loss;
import io.kindling.Tensor;
import io.kindling.error.SpecException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.Reduction;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A loss over batches whose rows may have weights. Where they have none it is the loss itself; else
 * {@code Σ w l / Σ w c} of the rows' own losses l, where c is how much a row's class counts, or
 * their sum {@code Σ w l} where the loss sums.
 */
final class Objective implements AutoCloseable {
  private final Loss loss;
  private final @Nullable LossSpec spec;

  /** The loss of each row or element; null where rows have no weights. */
  private final @Nullable Loss each;

  /**
   * A loss for certain rows.
   *
   * @param weighted whether these have weights
   * @throws SpecException if they have, and it is a loss of one's own
   */
  Objective(Loss loss, boolean weighted, Backend backend) {
    this.loss = loss;
    this.spec = loss.spec();
    if (weighted && spec == null) {
      throw new SpecException(
          "train",
          "the loss must weigh rows",
          "weights, and a loss of one's own, " + loss,
          "a loss of Backend.loss, or rows without weights",
          null);
    }
    this.each = weighted && spec != null ? backend.loss(spec.reduction(Reduction.NONE)) : null;
  }

  Loss loss() {
    return loss;
  }

  /** The loss of a batch, for which a model's outputs, offset and all, are given. */
  Tensor of(Tensor prediction, Feed.Batch batch) {
    Tensor weights = batch.weights();
    if (each == null || weights == null) {
      return loss.forward(prediction, batch.targets());
    }
    Tensor losses = each.forward(prediction, batch.targets());
    long columns = losses.shape().numel() / batch.rows();
    Tensor sum = losses.reshape(batch.rows(), columns).mul(weights).sum();
    double counts = counts(batch);
    // of rows that do not count at all nothing is learned
    return isSum() || counts == 0 ? sum : sum.div(counts * columns);
  }

  /** What a mean over a batch divides by, but for the number of elements that a row has. */
  double counts(Feed.Batch batch) {
    LongToDoubleFunction classes = spec == null ? null : spec.classWeights();
    float[] weights = batch.weights() == null ? null : batch.weights().toFloatArray();
    if (classes == null && weights == null) {
      return batch.rows();
    }
    long[] truth = classes == null ? null : batch.targets().data().toLongArray();
    double sum = 0;
    for (int row = 0; row < batch.rows(); row++) {
      double counted = classes == null || truth == null ? 1 : classes.applyAsDouble(truth[row]);
      sum += weights == null ? counted : weights[row] * counted;
    }
    return sum;
  }

  boolean isSum() {
    return spec != null && spec.reduction() == Reduction.SUM;
  }

  @Override
  public void close() {
    if (each != null) {
      each.close();
    }
  }
}

package io.kindling.train.batch;

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
public final class Objective implements AutoCloseable {
  private final Loss loss;
  private final @Nullable LossSpec spec;

  /** The loss of each row or element; null where rows have no weights. */
  private final @Nullable Loss each;

  /**
   * A loss for certain rows.
   *
   * @param loss the loss; it stays the caller's
   * @param weighted whether these have weights
   * @param backend where they are
   * @throws SpecException if they have, and it is a loss of one's own
   */
  public Objective(Loss loss, boolean weighted, Backend backend) {
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

  /** {@return the loss itself} */
  public Loss loss() {
    return loss;
  }

  /**
   * The loss of a batch.
   *
   * @param prediction what a model says of it, offset and all
   * @param batch the batch
   * @return the loss
   */
  public Tensor of(Tensor prediction, Batch batch) {
    return of(prediction, batch, isWeighted(batch) ? counts(batch) : Double.NaN);
  }

  /**
   * The loss of a batch that may be a part of a larger one.
   *
   * @param prediction what a model says of it, offset and all
   * @param batch the batch
   * @param counts what a mean of weighted losses divides by, but for the number of elements that a
   *     row has
   * @return the loss
   */
  public Tensor of(Tensor prediction, Batch batch, double counts) {
    Tensor weights = batch.weights();
    if (each == null || weights == null) {
      return loss.forward(prediction, batch.targets());
    }
    Tensor losses = each.forward(prediction, batch.targets());
    long columns = losses.shape().numel() / batch.rows();
    Tensor sum = losses.reshape(batch.rows(), columns).mul(weights).sum();
    // of rows that do not count at all nothing is learned
    return isSum() || counts == 0 ? sum : sum.div(counts * columns);
  }

  private boolean isWeighted(Batch batch) {
    return each != null && batch.weights() != null;
  }

  /**
   * What a mean over a batch divides by, but for the number of elements that a row has.
   *
   * @param batch the batch
   * @return the number of its rows, or where they or their classes have weights, the sum of these
   */
  public double counts(Batch batch) {
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

  private boolean isSum() {
    return spec != null && spec.reduction() == Reduction.SUM;
  }

  @Override
  public void close() {
    if (each != null) {
      each.close();
    }
  }
}

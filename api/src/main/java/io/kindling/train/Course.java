package io.kindling.train;

import io.kindling.ModuleClaim;
import io.kindling.core.TensorData;
import org.jspecify.annotations.Nullable;

/** What a run learns from: an epoch's steps, time and again. */
interface Course extends AutoCloseable {
  DataSize size();

  /**
   * Makes ready, in the scope that is open.
   *
   * @param claim the run's own, of the model
   */
  void open(ModuleClaim claim);

  /** What metrics are computed on where there are no validation data. */
  Feed judged(Evaluator evaluator);

  /** Starts an epoch; where the order is random, this draws it. */
  Steps epoch();

  /**
   * Goes on in an epoch.
   *
   * @param permutation the order of the rows; null for their own
   * @param taken how many steps were taken already
   */
  Steps epoch(@Nullable TensorData permutation, int taken);

  @Override
  void close();

  /** The steps of one epoch. */
  interface Steps extends AutoCloseable {
    boolean hasNext();

    /** Takes the next one, in the scope that is open, and notes it. */
    void take(Progress progress);

    /** The order of the rows; null for their own. */
    default @Nullable TensorData permutation() {
      return null;
    }

    @Override
    void close();
  }
}

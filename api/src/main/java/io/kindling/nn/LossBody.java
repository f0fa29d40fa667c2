package io.kindling.nn;

import io.kindling.ops.Operations;

/**
 * A loss written in the operations that every engine has: so it runs, and is differentiated, on
 * every backend. An engine that has a faster one of its own uses that.
 *
 * <p>A description that implements this has itself as its {@link LossSpec#body body}.
 */
public interface LossBody {
  /**
   * Compares. What it makes on the way is freed when it returns.
   *
   * @param <V> the type of tensor
   * @param prediction what the model said
   * @param target what is true; of shapes that the description accepts
   * @return the loss, reduced as the description says; see {@link Reduction#of}
   */
  <V extends Operations<V>> V forward(V prediction, V target);
}

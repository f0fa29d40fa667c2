package io.kindling;

import io.kindling.error.ShapeException;
import io.kindling.nn.LossSpec;
import org.jspecify.annotations.Nullable;

/**
 * How far a prediction is from the truth. A backend makes the known ones ({@link Backend#loss});
 * one of one's own is a lambda over tensor operations:
 *
 * <pre>{@code
 * Loss weighted = (prediction, target) -> prediction.sub(target).mul(weights).sum();
 * }</pre>
 */
@FunctionalInterface
public interface Loss extends AutoCloseable {
  /**
   * Compares.
   *
   * @param prediction what the model said
   * @param target what is true
   * @return the loss, a scalar to call {@link Tensor#backward()} on
   * @throws ShapeException if the two cannot be compared
   */
  Tensor forward(Tensor prediction, Tensor target);

  /**
   * {@return what describes it; null for a loss of one's own} A description says how the losses of
   * batches go together to that of all rows.
   */
  default @Nullable LossSpec spec() {
    return null;
  }

  /**
   * Leaves a scope with what the loss holds; {@link Scope#keep(Loss)} calls this.
   *
   * @param scope the scope that would free it; a loss made of tensor operations holds nothing
   */
  default void leave(Scope scope) {}

  /** Frees what the loss holds; a loss made of tensor operations holds nothing. */
  @Override
  default void close() {}
}

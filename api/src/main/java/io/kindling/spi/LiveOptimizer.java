package io.kindling.spi;

import io.kindling.core.ParameterState;
import java.util.List;
import java.util.function.Supplier;

/**
 * An optimizer as an engine runs it.
 *
 * @param <T> the engine's own tensor type
 */
public interface LiveOptimizer<T> extends AutoCloseable {
  /** Forgets the gradients: they become absent, not zero, as PyTorch's do. */
  void zeroGrad();

  /** Updates every parameter that has a gradient. Not called where {@link #needsClosure()}. */
  void step();

  /**
   * Whether a step has to compute the loss several times.
   *
   * @return whether only {@link #step(Supplier)} will do
   */
  default boolean needsClosure() {
    return false;
  }

  /**
   * Updates every parameter that has a gradient once the closure has run.
   *
   * @param closure computes the loss and its gradients anew; what it throws comes through
   * @return what the closure returned first
   */
  default T step(Supplier<T> closure) {
    T loss = closure.get();
    step();
    return loss;
  }

  /** {@return the learning rate of the next step} */
  double learningRate();

  /**
   * Sets the learning rate of the steps to come.
   *
   * @param learningRate finite and 0 or more
   */
  void learningRate(double learningRate);

  /**
   * Copies out what the steps so far have left behind.
   *
   * @return the state of each parameter, in the parameters' order, under the names that the
   *     optimizer's description lists; empty for one that no step has touched
   */
  List<ParameterState> state();

  /**
   * Sets what {@link #state()} returns.
   *
   * @param state the state of each parameter, in the parameters' order, of names and shapes that
   *     fit
   */
  void state(List<ParameterState> state);

  /** Frees what the optimizer holds; the parameters stay. Called once. */
  @Override
  void close();
}

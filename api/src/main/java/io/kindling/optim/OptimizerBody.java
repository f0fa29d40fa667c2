package io.kindling.optim;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.ops.Operations;

/**
 * What an optimizer does with one parameter, written in the operations that every engine has: so it
 * runs on every backend. An engine that has a faster one of its own uses that.
 *
 * <p>A description that implements this has itself as its {@link OptimizerSpec#body body}.
 */
public interface OptimizerBody {
  /**
   * What is remembered of a parameter before the first step that touches it.
   *
   * @param shape the parameter's shape
   * @return a value for each of the description's state numbers and state tensors
   */
  ParameterState initialState(Shape shape);

  /**
   * Makes one step of one parameter. No gradient is recorded, and what it makes on the way is freed
   * when it returns.
   *
   * @param <V> the type of tensor
   * @param before the parameter and what is remembered of it; not to be changed
   * @param gradient the parameter's gradient; not to be changed
   * @param learningRate the learning rate of this step
   * @return the parameter after the step, and what is to be remembered: the same names, each of the
   *     shape that it had
   */
  <V extends Operations<V>> Remembered<V> step(
      Remembered<V> before, V gradient, double learningRate);
}

package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.ops.Operations;

/**
 * What a {@link ModuleBody} sees of the module that it is run in.
 *
 * @param <V> the type of tensor
 */
public interface ModuleState<V extends Operations<V>> {
  /** {@return whether the module is in training, not in evaluation} */
  boolean isTraining();

  /**
   * A parameter, or a buffer.
   *
   * @param name its name in the description's initial state
   * @return the tensor; it must be there
   */
  V get(String name);

  /**
   * Overwrites a buffer, unseen by the gradient: with running statistics, for one. The output must
   * not have been computed from its old values.
   *
   * @param buffer its name
   * @param value its new values, of the buffer's shape
   */
  void set(String buffer, V value);

  /**
   * Draws ones and zeros from the backend's random numbers: in Java, so that every backend and
   * device draws the same.
   *
   * @param shape how many, in which shape
   * @param p the probability of a one, from 0 to 1
   * @return the mask, on the input's device
   */
  V bernoulli(Shape shape, double p);
}

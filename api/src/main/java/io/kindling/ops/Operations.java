package io.kindling.ops;

import io.kindling.core.TensorData;

/**
 * Everything that can be computed of tensors on every backend. Each operation makes a new tensor
 * and leaves its inputs alone; each is differentiable unless it says otherwise.
 *
 * @param <V> the type of tensor
 */
public interface Operations<V extends Operations<V>>
    extends Arithmetic<V>, Functions<V>, Reductions<V>, Layout<V>, Comparisons<V> {
  /**
   * Values that a body brings with it, such as weights: a tensor of its own, on the device of this
   * one. No gradient is asked of it.
   *
   * @param values the values
   * @return a tensor of them
   */
  V constant(TensorData values);

  /** {@return the same values without history: no gradient goes through} */
  V detach();
}

package io.kindling.optim;

import java.util.Map;
import java.util.Objects;

/**
 * A parameter and what an optimizer remembers of it, before a step or after.
 *
 * @param <V> the type of tensor
 * @param parameter the parameter's values
 * @param numbers counters and scalars, under PyTorch's names
 * @param tensors moving averages and the like, under PyTorch's names
 */
public record Remembered<V>(V parameter, Map<String, Double> numbers, Map<String, V> tensors) {
  /** Copies the maps. */
  public Remembered {
    numbers = Map.copyOf(numbers);
    tensors = Map.copyOf(tensors);
  }

  /**
   * One of the numbers.
   *
   * @param name its name
   * @return the number; it must be there
   */
  public double number(String name) {
    return Objects.requireNonNull(numbers.get(name), name);
  }

  /**
   * One of the tensors.
   *
   * @param name its name
   * @return the tensor; it must be there
   */
  public V tensor(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }
}

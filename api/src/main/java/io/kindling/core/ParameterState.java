package io.kindling.core;

import java.util.Map;

/**
 * What an optimizer remembers of one parameter, under PyTorch's names: for Adam the number {@code
 * step} and the tensors {@code exp_avg}, {@code exp_avg_sq}.
 *
 * @param numbers counters and scalars by name
 * @param tensors moving averages and the like by name
 */
public record ParameterState(Map<String, Double> numbers, Map<String, TensorData> tensors) {
  /** What is remembered of a parameter that no step has touched. */
  public static final ParameterState EMPTY = new ParameterState(Map.of(), Map.of());

  /** Copies the maps. */
  public ParameterState {
    numbers = Map.copyOf(numbers);
    tensors = Map.copyOf(tensors);
  }
}

package io.kindling.cpu.optim;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link UpdateRule} remembers of one parameter: the number of its steps, and arrays by
 * name.
 */
final class RuleState {
  private static final String STEP = "step";

  private final Shape shape;
  private final Map<String, float[]> arrays = new HashMap<>();
  private long steps;

  RuleState(Shape shape) {
    this.shape = shape;
  }

  /** Counts a step. */
  void step() {
    steps++;
  }

  /** How many steps there were, the present one among them. */
  long steps() {
    return steps;
  }

  /** An array that starts from 0. */
  float[] array(String name) {
    return arrays.computeIfAbsent(name, absent -> new float[(int) shape.numel()]);
  }

  /** An array, or null if there was none yet. */
  float @Nullable [] find(String name) {
    return arrays.get(name);
  }

  void put(String name, float[] array) {
    arrays.put(name, array);
  }

  /** A copy under PyTorch's names; the number of steps is in it if the names have it. */
  ParameterState copy(List<String> numbers) {
    if (arrays.isEmpty()) {
      return ParameterState.EMPTY;
    }
    Map<String, TensorData> tensors = new HashMap<>();
    arrays.forEach((name, array) -> tensors.put(name, TensorData.of(array, shape)));
    return new ParameterState(
        numbers.contains(STEP) ? Map.of(STEP, (double) steps) : Map.of(), tensors);
  }

  /** Takes over what {@link #copy} gave. */
  void load(ParameterState copy) {
    steps = copy.numbers().getOrDefault(STEP, 0.0).longValue();
    copy.tensors().forEach((name, tensor) -> arrays.put(name, tensor.toFloatArray()));
  }
}

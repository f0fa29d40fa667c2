package io.kindling.cpu.optim;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** L-BFGS's last iteration: its direction, how far it went, and from which gradient and loss. */
final class LastIteration {
  final float[] direction;
  final double t;
  final float[] gradient;
  private final double loss;

  LastIteration(float[] direction, double t, float[] gradient, double loss) {
    this.direction = direction;
    this.t = t;
    this.gradient = gradient;
    this.loss = loss;
  }

  /** Copies it out, under PyTorch's names. */
  void write(Map<String, Double> numbers, Map<String, TensorData> tensors) {
    Shape shape = Shape.of(direction.length);
    numbers.put("t", t);
    numbers.put("prev_loss", loss);
    tensors.put("d", TensorData.of(direction, shape));
    tensors.put("prev_flat_grad", TensorData.of(gradient, shape));
  }

  /** What {@link #write} gave, or null if there was no iteration. */
  static @Nullable LastIteration read(ParameterState state) {
    TensorData direction = state.tensors().get("d");
    TensorData gradient = state.tensors().get("prev_flat_grad");
    if (direction == null || gradient == null) {
      return null;
    }
    return new LastIteration(
        direction.toFloatArray(),
        Objects.requireNonNull(state.numbers().get("t")),
        gradient.toFloatArray(),
        Objects.requireNonNull(state.numbers().get("prev_loss")));
  }
}

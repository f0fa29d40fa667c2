package io.kindling.tck.operations;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Differentiable;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Numerics;
import io.kindling.tck.kit.RandomShapes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every differentiable operation's gradient against a central difference, on random shapes: with
 * and without dimensions, empty ones, ones of size 1, broadcast against each other.
 */
public interface GradientContract extends BackendUnderTest {
  /** The step of the difference: small against the values, large against their rounding. */
  float STEP = 0x1p-7f;

  /** How many random shapes an operation is tried on. */
  int TRIALS = 12;

  /**
   * Tries every operation.
   *
   * @return a test an operation
   */
  @TestFactory
  default Stream<DynamicTest> gradientsAreDerivatives() {
    return Differentiable.ALL.entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    "the gradient of " + entry.getKey() + " is its derivative",
                    () -> {
                      TorchRandom random = new TorchRandom(entry.getKey().hashCode());
                      for (int i = 0; i < TRIALS; i++) {
                        Shape shape = RandomShapes.shape(random, i);
                        check(entry.getKey(), entry.getValue().on(this, random, shape), random);
                      }
                    }));
  }

  private void check(String name, Differentiable.Trial trial, TorchRandom random) {
    try (Scope scope = backend().scope()) {
      List<float[]> values = new ArrayList<>();
      List<Tensor> inputs = new ArrayList<>();
      for (Shape shape : trial.shapes()) {
        values.add(RandomShapes.values(random, shape, trial.signed()));
        inputs.add(variable(shape, values.get(values.size() - 1)));
      }
      Tensor output = trial.operation().apply(inputs);
      output.mul(tensor(TensorData.of(weights(output.shape()), output.shape()))).sum().backward();
      for (int i = 0; i < inputs.size(); i++) {
        Expect.close(
            name + " of " + trial.shapes() + ", input " + i,
            gradient(inputs.get(i)),
            differences(trial, values, i),
            Numerics.of("difference", "gradient").gradient());
      }
    }
  }

  private float[] differences(Differentiable.Trial trial, List<float[]> values, int input) {
    float[] differences = new float[values.get(input).length];
    for (int i = 0; i < differences.length; i++) {
      double up = value(trial, moved(values, input, i, STEP));
      double down = value(trial, moved(values, input, i, -STEP));
      differences[i] = (float) ((up - down) / (2 * STEP));
    }
    return differences;
  }

  private static List<float[]> moved(List<float[]> values, int input, int element, float step) {
    List<float[]> moved = new ArrayList<>(values);
    moved.set(input, values.get(input).clone());
    moved.get(input)[element] += step;
    return moved;
  }

  private double value(Differentiable.Trial trial, List<float[]> values) {
    try (Scope scope = backend().scope()) {
      List<Tensor> inputs = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        inputs.add(tensor(trial.shapes().get(i), values.get(i)));
      }
      Tensor output = trial.operation().apply(inputs);
      float[] outputs = output.toFloatArray();
      float[] weights = weights(output.shape());
      double sum = 0;
      for (int i = 0; i < outputs.length; i++) {
        sum += (double) outputs[i] * weights[i];
      }
      return sum;
    }
  }

  /** Unequal weights: of softmax, for one, the plain sum has no gradient. */
  private static float[] weights(Shape shape) {
    float[] weights = new float[Math.toIntExact(shape.numel())];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 0.5f + 0.25f * (i % 4);
    }
    return weights;
  }
}

package io.kindling.tck;

import static io.kindling.tck.Tolerance.DIFFERENCE_F32;

import io.kindling.Scope;
import io.kindling.Shape;
import io.kindling.Tensor;
import io.kindling.TorchRandom;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Every operation's gradient against a central difference, on random shapes. */
public interface GradientContract extends BackendUnderTest {
  /** The step of the difference: small against the values, large against their rounding. */
  float STEP = 1e-2f;

  @Test
  default void elementwiseGradientsAreDerivatives() {
    TorchRandom random = new TorchRandom(1);
    long[][][] pairs = {
      {{}, {}},
      {{3}, {3}},
      {{1}, {4}},
      {{2, 3}, {3}},
      {{2, 1}, {1, 3}},
      {{2, 1, 3}, {4, 1}},
      {{5, 1}, {5, 1}},
      {{0, 2}, {2}}
    };
    for (long[][] shapes : pairs) {
      Shape a = Shape.of(shapes[0]);
      Shape b = Shape.of(shapes[1]);
      check("add", random, a, b, Tensor::add);
      check("sub", random, a, b, Tensor::sub);
      check("mul", random, a, b, Tensor::mul);
      check("div", random, a, b, Tensor::div);
    }
  }

  @Test
  default void matrixGradientsAreDerivatives() {
    TorchRandom random = new TorchRandom(2);
    for (int n : new int[] {1, 2, 5, 17}) {
      for (int m : new int[] {1, 3}) {
        check("matmul", random, Shape.of(n, 4), Shape.of(4, m), Tensor::matmul);
        check("transpose", random, Shape.of(n, m), Shape.of(m, n), (a, b) -> a.transpose().mul(b));
        check("mean", random, Shape.of(n, m), Shape.scalar(), (a, b) -> a.mean().mul(b));
        check("sum", random, Shape.of(n, m), Shape.scalar(), (a, b) -> a.mul(a).sum().mul(b));
        check(
            "narrow",
            random,
            Shape.of(n + 1, m),
            Shape.of(n, m),
            (a, b) -> a.narrow(0, 1, b.shape().size(0)).mul(b).reshape(-1));
      }
    }
  }

  private void check(
      String name, TorchRandom random, Shape first, Shape second, BinaryOperator<Tensor> op) {
    // away from 0, where a quotient has no derivative to speak of
    float[] a = random.uniform(first, 0.5f, 1.5f).toFloatArray();
    float[] b = random.uniform(second, 0.5f, 1.5f).toFloatArray();
    try (Scope scope = backend().scope()) {
      Tensor x = variable(first, a);
      Tensor y = variable(second, b);
      op.apply(x, y).sum().backward();
      String what = name + " " + first + " " + second;
      Expect.close(
          what + ", first",
          gradient(x),
          differences(a, values -> value(op, first, values, second, b)),
          DIFFERENCE_F32);
      Expect.close(
          what + ", second",
          gradient(y),
          differences(b, values -> value(op, first, a, second, values)),
          DIFFERENCE_F32);
    }
  }

  private double value(BinaryOperator<Tensor> op, Shape first, float[] a, Shape second, float[] b) {
    float[] values = op.apply(tensor(first, a), tensor(second, b)).toFloatArray();
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  /** A function of an array. */
  @FunctionalInterface
  interface ArrayFunction {
    /**
     * Computes it.
     *
     * @param values the array
     * @return the value there
     */
    double at(float[] values);
  }

  private static float[] differences(float[] values, ArrayFunction function) {
    float[] differences = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      float[] up = values.clone();
      float[] down = values.clone();
      up[i] += STEP;
      down[i] -= STEP;
      double width = (double) up[i] - down[i];
      differences[i] = (float) ((function.at(up) - function.at(down)) / width);
    }
    return differences;
  }
}

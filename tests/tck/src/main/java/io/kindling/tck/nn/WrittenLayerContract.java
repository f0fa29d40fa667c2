package io.kindling.tck.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.error.ShapeException;
import io.kindling.nn.EluSpec;
import io.kindling.nn.GaussianNllSpec;
import io.kindling.nn.HardswishSpec;
import io.kindling.nn.LogCoshSpec;
import io.kindling.nn.LogsigmoidSpec;
import io.kindling.nn.LossSpec;
import io.kindling.nn.MishSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.PreluSpec;
import io.kindling.nn.QuantileSpec;
import io.kindling.nn.Reduction;
import io.kindling.nn.RmsNormSpec;
import io.kindling.nn.SeluSpec;
import io.kindling.optim.AdadeltaSpec;
import io.kindling.optim.NadamSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Bounds;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Numerics;
import io.kindling.tck.kit.Tolerance;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Layers, losses and optimizers that descriptions write in operations: at their joints, at ±∞ and
 * NaN, and far from 0. The numbers are PyTorch's, or follow from the formula.
 */
public interface WrittenLayerContract extends BackendUnderTest {
  /** No number. */
  float NAN = Float.NaN;

  /** Infinity. */
  float INF = Float.POSITIVE_INFINITY;

  private static float[] of(float... numbers) {
    return numbers;
  }

  private void check(ModuleSpec spec, float[] at, float[] values, float[] slopes) {
    Tensor x = variable(Shape.of(at.length), at);
    Tensor y = module(spec).forward(x);
    Bounds bounds = Numerics.module(spec.name());
    Expect.close(spec + "", y.toFloatArray(), values, bounds.value());
    y.sum().backward();
    Expect.close(spec + "'s gradient", gradient(x), slopes, bounds.gradient());
  }

  @Test
  default void exponentialLinearUnits() {
    float[] at = {-INF, -1, 0, 1e-8f, 2, 100, INF, NAN};
    check(
        new EluSpec(2),
        at,
        of(-2, -1.2642411f, 0, 1e-8f, 2, 100, INF, NAN),
        of(0, 0.7357589f, 2, 1, 1, 1, 1, 1));
    float scale = 1.050701f;
    check(
        new SeluSpec(),
        at,
        of(-1.7580993f, -1.1113307f, 0, 1.050701e-8f, 2.101402f, 105.0701f, INF, NAN),
        of(0, 0.6467686f, 1.7580993f, scale, scale, scale, scale, scale));
  }

  @Test
  default void smoothUnits() {
    check(
        new MishSpec(),
        of(-5, 0, 1, 100, INF, NAN),
        of(-0.033576235f, 0, 0.8650984f, 100, INF, NAN),
        of(-0.026747499f, 0.6f, 1.0490363f, 1, NAN, NAN));
    check(
        new LogsigmoidSpec(),
        of(-INF, -100, 0, 5, 80, INF, NAN),
        of(-INF, -100, -0.6931472f, -0.0067153485f, -1.8048513e-35f, 0, NAN),
        of(1, 1, 0.5f, 0.006692851f, 1.8048513e-35f, 0, NAN));
  }

  @Test
  default void hardswishAtItsJoints() {
    check(
        new HardswishSpec(),
        of(-4, -3, -1.5f, 0, 3, 4, INF),
        of(-0f, -0f, -0.375f, 0, 3, 4, INF),
        of(0, -0.5f, 0, 0.5f, 1.5f, 1, 1));
  }

  @Test
  default void slopesThatAreLearned() {
    check(
        new PreluSpec(1, 0.25),
        of(-INF, -2, 0, 3, INF),
        of(-INF, -0.5f, 0, 3, INF),
        of(0.25f, 0.25f, 0.25f, 1, 1));
    Module prelu = module(new PreluSpec(2, 0.5));
    Tensor x = variable(Shape.of(1, 2, 2), -1, INF, -3, -4);
    Tensor y = prelu.forward(x);
    assertThat(y.toFloatArray()).containsExactly(-0.5f, INF, -1.5f, -2);
    y.sum().backward();
    assertThat(gradient(prelu.parameters().get(0))).containsExactly(-1, -7);
    assertThat(gradient(x)).containsExactly(0.5f, 1, 0.5f, 0.5f);
    assertThatThrownBy(() -> prelu.forward(tensor(Shape.of(2), 1, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("prelu: ");
  }

  @Test
  default void rootMeanSquares() {
    Module norm = module(new RmsNormSpec(List.of(2), 0));
    Tensor x = variable(Shape.of(2, 2), 1, 7, -3, 4);
    Tensor y = norm.forward(x);
    Bounds bounds = Numerics.module("rms_norm");
    Expect.close(
        "rms_norm", y.toFloatArray(), of(0.2f, 1.4f, -0.8485281f, 1.1313709f), bounds.value());
    weighted(y).backward();
    float[] slopes = {0.14f, -0.02f, 1.0861161f, 0.8145871f};
    Expect.close("rms_norm's gradient", gradient(x), slopes, bounds.gradient());
    float[] weights = {0.2f + 3 * -0.8485281f, 2 * 1.4f + 4 * 1.1313709f};
    Expect.close("its weight's", gradient(norm.parameters().get(0)), weights, bounds.gradient());
  }

  private void check(LossSpec spec, float[] at, float[] values, float[] slopes) {
    Tensor x = variable(Shape.of(at.length), at);
    Tensor losses =
        backend().loss(spec).forward(x, tensor(Shape.of(at.length), new float[at.length]));
    Bounds bounds = Numerics.loss(spec.name());
    Expect.close(spec + "", losses.toFloatArray(), values, bounds.value());
    losses.sum().backward();
    Expect.close(spec + "'s gradient", gradient(x), slopes, bounds.gradient());
  }

  @Test
  default void lossesOfDifferences() {
    check(
        new LogCoshSpec(Reduction.NONE),
        of(-INF, -50, -1, 0, 0.001f, 1, 50, NAN),
        of(INF, 49.306854f, 0.43378082f, 0, 4.9999994e-7f, 0.43378082f, 49.306854f, NAN),
        of(-1, -1, -0.7615942f, 0, 0.0009999997f, 0.7615942f, 1, NAN));
    check(
        new QuantileSpec(0.25, Reduction.NONE),
        of(-INF, -2, 0, 2, INF),
        of(INF, 0.5f, 0, 1.5f, INF),
        of(-0.25f, -0.25f, 0, 0.75f, 0.75f));
  }

  @Test
  default void aGaussiansMeanAndVariance() {
    Tensor prediction = variable(Shape.of(3, 2), 0, 1, 1, 4, 2, 0.01f);
    Tensor target = tensor(Shape.of(3, 1), 1, 3, 2);
    LossSpec spec = new GaussianNllSpec(/* full= */ false, 0.25, Reduction.NONE);
    Tensor losses = backend().loss(spec).forward(prediction, target);
    Bounds bounds = Numerics.loss("gaussian_nll");
    float[] expected = {0.5f, 1.1931472f, -0.6931472f};
    Expect.close("gaussian_nll", losses.toFloatArray(), expected, bounds.value());
    losses.sum().backward();
    float[] slopes = {-1, 0, -0.5f, 0, 0, 2};
    Expect.close("gaussian_nll's gradient", gradient(prediction), slopes, bounds.gradient());
    assertThatThrownBy(() -> backend().loss(spec).forward(target, target))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("gaussian_nll: ");
  }

  private void descend(OptimizerSpec spec, float... expected) {
    Tensor theta = variable(Shape.of(3), 1, -2, 0.5f);
    Optimizer optimizer = backend().optimizer(spec, List.of(theta));
    Tensor curvature = tensor(Shape.of(3), 1, 3, 0.1f);
    for (int i = 0; i < 20; i++) {
      optimizer.zeroGrad();
      theta.mul(theta).mul(curvature).sum().backward();
      optimizer.step();
    }
    Tolerance tolerance = Numerics.optimizer(spec.name()).value();
    Expect.close(spec + "", theta.toFloatArray(), expected, tolerance);
    Optimizer successor = backend().optimizer(spec.lr(9), List.of(theta));
    successor.loadStateDict(optimizer.stateDict());
    assertThat(successor.state()).isEqualTo(optimizer.state());
  }

  @Test
  default void stepsOfAdadelta() {
    descend(new AdadeltaSpec(1, 0.9, 1e-6, 0), 0.9318419f, -1.9309858f, 0.4335714f);
    descend(new AdadeltaSpec(0.5, 0.8, 1e-5, 0.1), 0.9144412f, -1.913247f, 0.4169282f);
  }

  @Test
  default void stepsOfNadam() {
    descend(new NadamSpec(2e-3, 0.9, 0.999, 1e-8, 0, 4e-3), 0.9658878f, -1.9657856f, 0.46609458f);
    descend(new NadamSpec(0.01, 0.8, 0.99, 1e-7, 0.1, 1e-2), 0.816699f, -1.813091f, 0.3244325f);
  }
}

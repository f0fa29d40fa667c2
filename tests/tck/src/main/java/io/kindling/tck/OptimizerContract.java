package io.kindling.tck;

import static io.kindling.spec.Specs.sgd;
import static io.kindling.tck.Tolerance.EXACT;
import static io.kindling.tck.Tolerance.FORWARD_F32;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Optimizer;
import io.kindling.Shape;
import io.kindling.Tensor;
import io.kindling.spec.OptimizerSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Optimizers: their first steps, with literal numbers. */
public interface OptimizerContract extends BackendUnderTest {
  /** Three steps on θ from 1, the gradient being 2θ, and θ after each. */
  private float[] path(OptimizerSpec spec) {
    Tensor theta = variable(Shape.of(1), 1);
    Optimizer optimizer = backend().optimizer(spec, List.of(theta));
    float[] path = new float[3];
    for (int i = 0; i < path.length; i++) {
      optimizer.zeroGrad();
      theta.mul(theta).sum().backward();
      optimizer.step();
      path[i] = theta.toFloatArray()[0];
    }
    return path;
  }

  @Test
  default void sgdGoesDownTheGradient() {
    Expect.close("theta", path(sgd(0.25)), new float[] {0.5f, 0.25f, 0.125f}, EXACT);
  }

  @Test
  default void momentumKeepsTheLearningRateOutOfTheVelocity() {
    float[] expected = {0.75f, 0.4375f, 0.171875f};
    Expect.close("theta", path(sgd(0.125).momentum(0.5)), expected, FORWARD_F32);
  }

  @Test
  default void dampeningSparesTheFirstStep() {
    float[] expected = {0.75f, 0.53125f, 0.35546875f};
    Expect.close("theta", path(sgd(0.125).momentum(0.5).dampening(0.5)), expected, FORWARD_F32);
  }

  @Test
  default void nesterovLooksAhead() {
    float[] expected = {0.625f, 0.328125f, 0.13476562f};
    Expect.close("theta", path(sgd(0.125).momentum(0.5).nesterov(true)), expected, FORWARD_F32);
  }

  @Test
  default void weightDecayIsPartOfTheGradient() {
    Expect.close("theta", path(sgd(0.125).weightDecay(2)), new float[] {.5f, .25f, .125f}, EXACT);
  }

  @Test
  default void zeroGradForgetsTheGradient() {
    Tensor theta = variable(Shape.of(1), 1);
    Optimizer optimizer = backend().optimizer(sgd(0.25), List.of(theta));
    theta.sum().backward();
    optimizer.zeroGrad();
    assertThat(theta.grad()).isNull();
    optimizer.step();
    assertThat(theta.toFloatArray()).containsExactly(1f);
  }

  @Test
  default void theLearningRateCanBeChanged() {
    Tensor theta = variable(Shape.of(1), 1);
    Optimizer optimizer = backend().optimizer(sgd(0.25), List.of(theta));
    assertThat(optimizer.learningRate()).isEqualTo(0.25);
    optimizer.learningRate(0.5);
    assertThat(optimizer.learningRate()).isEqualTo(0.5);
    theta.sum().backward();
    optimizer.step();
    assertThat(theta.toFloatArray()).containsExactly(0.5f);
  }

  @Test
  default void frozenParametersStay() {
    Tensor moving = variable(Shape.of(1), 1);
    Tensor frozen = variable(Shape.of(1), 1).requiresGrad(false);
    Optimizer optimizer = backend().optimizer(sgd(0.25), List.of(moving, frozen));
    moving.mul(frozen).sum().backward();
    optimizer.step();
    assertThat(moving.toFloatArray()).containsExactly(0.75f);
    assertThat(frozen.toFloatArray()).containsExactly(1f);
  }

  @Test
  default void aStepDoesNotReachBackIntoWhatWasComputed() {
    Tensor theta = variable(Shape.of(1, 1), 1);
    Tensor detached = theta.detach();
    Tensor reshaped = theta.reshape(1);
    Tensor narrowed = theta.narrow(0, 0, 1);
    Tensor transposed = theta.transpose();
    Optimizer optimizer = backend().optimizer(sgd(0.25), List.of(theta));
    theta.sum().backward();
    optimizer.step();
    for (Tensor before : List.of(detached, reshaped, narrowed, transposed)) {
      assertThat(before.toFloatArray()).containsExactly(1f);
    }
  }
}

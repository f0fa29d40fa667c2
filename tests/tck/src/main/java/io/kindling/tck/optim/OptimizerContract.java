package io.kindling.tck.optim;

import static io.kindling.Specs.adagrad;
import static io.kindling.Specs.adam;
import static io.kindling.Specs.adamW;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.rmsprop;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.ParameterGroup;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import io.kindling.optim.OptimizerSpec;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Numerics;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Optimizers: their first steps with literal numbers, groups, gradients that are not there. */
public interface OptimizerContract extends BackendUnderTest {
  /** Three steps on θ from 1, the gradient being 2θ: θ after each. */
  private void path(OptimizerSpec spec, float... expected) {
    Tensor theta = variable(Shape.of(1), 1);
    Optimizer optimizer = backend().optimizer(spec, List.of(theta));
    float[] path = new float[3];
    for (int i = 0; i < path.length; i++) {
      optimizer.zeroGrad();
      theta.mul(theta).sum().backward();
      optimizer.step();
      path[i] = theta.toFloatArray()[0];
    }
    Expect.close(spec.toString(), path, expected, Numerics.optimizer(spec.name()).value());
  }

  @Test
  default void sgdGoesDownTheGradient() {
    path(sgd(0.25), 0.5f, 0.25f, 0.125f);
  }

  @Test
  default void momentumKeepsTheLearningRateOutOfTheVelocity() {
    path(sgd(0.125).momentum(0.5), 0.75f, 0.4375f, 0.171875f);
  }

  @Test
  default void dampeningSparesTheFirstStep() {
    path(sgd(0.125).momentum(0.5).dampening(0.5), 0.75f, 0.53125f, 0.35546875f);
  }

  @Test
  default void nesterovLooksAhead() {
    path(sgd(0.125).momentum(0.5).nesterov(true), 0.625f, 0.328125f, 0.13476562f);
  }

  @Test
  default void weightDecayIsPartOfTheGradient() {
    path(sgd(0.125).weightDecay(2), 0.5f, 0.25f, 0.125f);
  }

  @Test
  default void adamStepsByTheLearningRateFirst() {
    path(adam(0.25), 0.75f, 0.50435627f, 0.26848745f);
  }

  @Test
  default void adamsEpsilonIsOutsideTheRoot() {
    path(adam(0.25).eps(1), 0.8333334f, 0.6727664f, 0.51972485f);
  }

  @Test
  default void adamsWeightDecayIsPartOfTheGradient() {
    path(adam(0.25).weightDecay(1), 0.75f, 0.5043562f, 0.26848733f);
  }

  @Test
  default void adamWDecaysTheWeightItself() {
    path(adamW(0.25).weightDecay(1), 0.5f, 0.1419551f, -0.09237442f);
    path(adamW(0.25), 0.74750006f, 0.5000652f, 0.2631985f);
  }

  @Test
  default void rmspropDividesByTheRootOfTheMeanSquare() {
    path(rmsprop(0.125).alpha(0.75), 0.75f, 0.5863366f, 0.4591443f);
    path(rmsprop(0.125).alpha(0.75).eps(1), 0.875f, 0.77695453f, 0.69320333f);
  }

  @Test
  default void centredRmspropDividesByTheDeviation() {
    OptimizerSpec centred = rmsprop(0.125).alpha(0.75).centered(true).momentum(0.5);
    path(centred, 0.7113249f, 0.3577184f, 0.05940014f);
  }

  @Test
  default void adagradRemembersEverySquare() {
    path(adagrad(0.25), 0.75f, 0.6f, 0.49181724f);
    path(adagrad(0.25).lrDecay(1), 0.75f, 0.675f, 0.6354043f);
    path(adagrad(0.25).initialAccumulatorValue(5), 0.8333333f, 0.7119226f, 0.6161188f);
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
  default void aParameterWithoutAGradientStays() {
    for (OptimizerSpec spec :
        List.of(sgd(0.5).momentum(0.5).weightDecay(1), sgd(0.5).weightDecay(1))) {
      Tensor moving = variable(Shape.of(1), 1);
      Tensor resting = variable(Shape.of(1), 1);
      Optimizer optimizer = backend().optimizer(spec, List.of(moving, resting));
      moving.sum().backward();
      optimizer.step();
      assertThat(moving.toFloatArray()).containsExactly(0f);
      assertThat(resting.toFloatArray()).as("decay needs a gradient too").containsExactly(1f);
    }
  }

  @Test
  default void aNewLearningRateCountsForTheWholeVelocity() {
    Tensor theta = variable(Shape.of(1), 1);
    Optimizer optimizer = backend().optimizer(sgd(0.5).momentum(0.5), List.of(theta));
    theta.sum().backward();
    optimizer.step();
    optimizer.learningRate(0.25);
    optimizer.step();
    // 0.5 − 0.25 · (0.5 · 1 + 1), the velocity being one of gradients, not of steps
    assertThat(theta.toFloatArray()).as("theta").containsExactly(0.125f);
  }

  @Test
  default void theLearningRateCanBeChanged() {
    for (OptimizerSpec spec : List.of(sgd(0.25), adam(0.25), rmsprop(0.25), adagrad(0.25))) {
      Tensor theta = variable(Shape.of(1), 1);
      Optimizer optimizer = backend().optimizer(spec, List.of(theta));
      assertThat(optimizer.learningRate()).isEqualTo(0.25);
      optimizer.learningRate(0.0);
      assertThat(optimizer.learningRate()).isZero();
      theta.sum().backward();
      optimizer.step();
      assertThat(theta.toFloatArray()).as("a step of no length").containsExactly(1f);
    }
    Tensor theta = variable(Shape.of(1), 1);
    Optimizer optimizer = backend().optimizer(sgd(0.25), List.of(theta));
    optimizer.learningRate(0.5);
    theta.sum().backward();
    optimizer.step();
    assertThat(theta.toFloatArray()).containsExactly(0.5f);
  }

  @Test
  default void groupsHaveTheirOwnSettings() {
    Tensor slow = variable(Shape.of(1), 1);
    Tensor fast = variable(Shape.of(1), 1);
    Optimizer optimizer =
        backend()
            .optimizer(
                List.of(
                    new ParameterGroup(sgd(0.25), List.of(slow)),
                    new ParameterGroup(sgd(0.5).weightDecay(0.5), List.of(fast))));
    assertThat(optimizer.groups()).isEqualTo(2);
    assertThat(optimizer.parameters()).containsExactly(slow, fast);
    slow.add(fast).sum().backward();
    optimizer.step();
    assertThat(slow.toFloatArray()).containsExactly(0.75f);
    assertThat(fast.toFloatArray()).containsExactly(0.25f);
    optimizer.groupLearningRate(1, 0);
    assertThat(optimizer.groupLearningRate(0)).isEqualTo(0.25);
    optimizer.step();
    assertThat(slow.toFloatArray()).containsExactly(0.5f);
    assertThat(fast.toFloatArray()).containsExactly(0.25f);
  }

  @Test
  default void everyOptimizerTakesAClosure() {
    Tensor theta = variable(Shape.of(1), 4);
    Optimizer optimizer = backend().optimizer(sgd(0.25), List.of(theta));
    Tensor loss =
        optimizer.step(
            () -> {
              optimizer.zeroGrad();
              Tensor square = theta.mul(theta).sum();
              square.backward();
              return square;
            });
    assertThat(loss.item()).as("the loss before the step").isEqualTo(16f);
    assertThat(theta.toFloatArray()).containsExactly(2f);
  }

  @Test
  default void aStepDoesNotReachBackIntoWhatWasComputed() {
    Tensor theta = variable(Shape.of(1, 1), 1);
    List<Tensor> before =
        List.of(theta.detach(), theta.reshape(1), theta.narrow(0, 0, 1), theta.transpose());
    Optimizer optimizer = backend().optimizer(sgd(0.25), List.of(theta));
    theta.sum().backward();
    optimizer.step();
    for (Tensor computed : before) {
      assertThat(computed.toFloatArray()).containsExactly(1f);
    }
  }

  @Test
  default void whatIsUpdatedIsReadAsItIsThen() {
    Tensor x = tensor(new TorchRandom(1).rand(Shape.of(600, 8)));
    Tensor y = tensor(new TorchRandom(2).rand(Shape.of(600, 1)));
    Module model = module(linear(8, 1));
    Loss criterion = backend().loss(mse());
    for (int i = 0; i < 3; i++) {
      criterion.forward(model.forward(x), y).backward();
    }
    Optimizer optimizer = backend().optimizer(sgd(100), List.of(x.requiresGrad(true)));
    for (int i = 0; i < 3; i++) {
      optimizer.zeroGrad();
      Tensor loss = criterion.forward(model.forward(x), y);
      assertThat(loss.item())
          .as("step %s", i)
          .isEqualTo(criterion.forward(model.forward(tensor(x.data())), y).item());
      loss.backward();
      optimizer.step();
    }
  }
}

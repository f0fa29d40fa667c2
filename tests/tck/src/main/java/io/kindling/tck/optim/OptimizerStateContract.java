package io.kindling.tck.optim;

import static io.kindling.Specs.adam;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kindling.Optimizer;
import io.kindling.OptimizerState;
import io.kindling.ParameterGroup;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.optim.OptimizerSpec;
import io.kindling.tck.kit.BackendUnderTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** An optimizer's state: read, copied, and gone on from as if nothing had happened. */
public interface OptimizerStateContract extends BackendUnderTest {
  /** Every kind of state that there is. */
  List<String> OPTIMIZERS =
      List.of(
          "sgd(lr=0.1)",
          "sgd(lr=0.1, momentum=0.9, dampening=0.5, weight_decay=0.1)",
          "sgd(lr=0.1, momentum=0.9, nesterov=true)",
          "adam(lr=0.1)",
          "adam(lr=0.1, amsgrad=true, weight_decay=0.1)",
          "adamw(lr=0.1)",
          "rmsprop(lr=0.1)",
          "rmsprop(lr=0.1, centered=true, momentum=0.5)",
          "adagrad(lr=0.1, lr_decay=0.1, initial_accumulator_value=0.5)",
          "lbfgs(lr=0.5, max_iter=3, history_size=2)",
          "lbfgs(lr=1, max_iter=3, line_search=strong_wolfe)");

  /**
   * Stops, copies, and goes on.
   *
   * @return a test an optimizer
   */
  @TestFactory
  default Stream<DynamicTest> goingOnFromACopiedStateIsGoingOn() {
    return OPTIMIZERS.stream().map(text -> dynamicTest(text, () -> goOn(text)));
  }

  private void goOn(String text) {
    try (Scope scope = backend().scope()) {
      Tensor theta = variable(Shape.of(2), 1, -2);
      Optimizer optimizer = backend().optimizer(OptimizerSpec.parse(text), List.of(theta));
      steps(optimizer, theta, 3);
      OptimizerState state = optimizer.state();
      Tensor copy = tensor(theta.data()).requiresGrad(true);
      OptimizerSpec other = OptimizerSpec.parse(text).lr(0.75);
      Optimizer successor = backend().optimizer(other, List.of(copy));
      successor.loadState(state);
      assertThat(successor.learningRate()).isEqualTo(optimizer.learningRate());
      assertThat(successor.state()).isEqualTo(state);
      steps(optimizer, theta, 3);
      steps(successor, copy, 3);
      assertThat(copy.toFloatArray())
          .as("after three more steps")
          .containsExactly(theta.toFloatArray());
      assertThat(successor.state()).isEqualTo(optimizer.state());
    }
  }

  /** Steps down {@code θ₀² + 3 θ₁² + θ₀ θ₁}. */
  private void steps(Optimizer optimizer, Tensor theta, int count) {
    Tensor curvature = tensor(Shape.of(2), 1, 3);
    for (int i = 0; i < count; i++) {
      optimizer.step(
          () -> {
            optimizer.zeroGrad();
            Tensor crossed = theta.narrow(0, 0, 1).mul(theta.narrow(0, 1, 1)).sum();
            Tensor loss = theta.mul(theta).mul(curvature).sum().add(crossed);
            loss.backward();
            return loss;
          });
    }
  }

  @Test
  default void aStateIsASnapshot() {
    Tensor theta = variable(Shape.of(2), 1, -2);
    Optimizer optimizer = backend().optimizer(sgd(0.5).momentum(0.5), List.of(theta));
    assertThat(optimizer.state().parameters()).containsExactly(ParameterState.EMPTY);
    theta.sum().backward();
    optimizer.step();
    OptimizerState state = optimizer.state();
    TensorData ones = TensorData.full(Shape.of(2), 1);
    assertThat(state.parameters().get(0).tensors()).containsEntry("momentum_buffer", ones);
    optimizer.step();
    optimizer.learningRate(0.25);
    assertThat(state.parameters().get(0).tensors()).containsEntry("momentum_buffer", ones);
    assertThat(state.groups()).containsExactly(sgd(0.5).momentum(0.5));
    assertThat(optimizer.state().groups()).containsExactly(sgd(0.25).momentum(0.5));
  }

  @Test
  default void aStateKeepsParametersApartThatNoStepHasTouched() {
    Tensor moving = variable(Shape.of(1), 1);
    Tensor resting = variable(Shape.of(2), 1, 2);
    Optimizer optimizer = backend().optimizer(adam(0.1), List.of(resting, moving));
    moving.sum().backward();
    optimizer.step();
    OptimizerState state = optimizer.state();
    assertThat(state.parameters().get(0)).isEqualTo(ParameterState.EMPTY);
    assertThat(state.parameters().get(1).numbers()).containsEntry("step", 1.0);
    Optimizer successor = backend().optimizer(adam(0.1), List.of(resting, moving));
    successor.loadState(state);
    assertThat(successor.state()).isEqualTo(state);
  }

  @Test
  default void groupsKeepTheirStatesAndTheirLearningRates() {
    Tensor a = variable(Shape.of(1), 1);
    Tensor b = variable(Shape.of(1), 1);
    List<ParameterGroup> groups =
        List.of(
            new ParameterGroup(sgd(0.5).momentum(0.5), List.of(a)),
            new ParameterGroup(sgd(0.25), List.of(b)));
    Optimizer optimizer = backend().optimizer(groups);
    a.add(b).sum().backward();
    optimizer.step();
    optimizer.groupLearningRate(1, 0.125);
    Optimizer successor = backend().optimizer(groups);
    successor.loadState(optimizer.state());
    assertThat(successor.groupLearningRate(0)).isEqualTo(0.5);
    assertThat(successor.groupLearningRate(1)).isEqualTo(0.125);
    successor.step();
    assertThat(a.toFloatArray()).containsExactly(-0.25f);
    assertThat(b.toFloatArray()).containsExactly(0.625f);
  }
}

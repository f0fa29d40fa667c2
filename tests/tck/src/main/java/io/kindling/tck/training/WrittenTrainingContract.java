package io.kindling.tck.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Loss;
import io.kindling.Optimizer;
import io.kindling.OptimizerState;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.ClosedException;
import io.kindling.error.GradientException;
import io.kindling.error.ShapeException;
import io.kindling.nn.Reduction;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.WrittenSpecs.Cubed;
import io.kindling.tck.kit.WrittenSpecs.Slowing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A loss and an optimizer that no engine has: their descriptions write them in operations. */
public interface WrittenTrainingContract extends BackendUnderTest {
  @Test
  default void aWrittenLossComparesAndIsDifferentiated() {
    Tensor x = variable(Shape.of(2), 1, 4);
    Tensor target = variable(Shape.of(2), 2, 2);
    assertThat(backend().loss(new Cubed(Reduction.MEAN)).forward(x, target).item()).isEqualTo(4.5f);
    Tensor each = backend().loss(new Cubed(Reduction.NONE)).forward(x, target);
    assertThat(each.toFloatArray()).containsExactly(1, 8);
    backend().loss(new Cubed(Reduction.SUM)).forward(x, target).backward();
    assertThat(gradient(x)).containsExactly(-3, 12);
    assertThat(gradient(target)).containsExactly(3, -12);
  }

  @Test
  default void aWrittenLossChecksAndIsClosedAsAnyOther() {
    Loss loss = backend().loss(new Cubed(Reduction.MEAN));
    Tensor x = tensor(Shape.of(2), 1, 4);
    assertThatThrownBy(() -> loss.forward(x, tensor(Shape.of(3), 1, 2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("cubed: ");
    loss.close();
    assertThatThrownBy(() -> loss.forward(x, x)).isInstanceOf(ClosedException.class);
  }

  private static void step(Optimizer optimizer, Tensor theta, double slope) {
    optimizer.zeroGrad();
    theta.mul(slope).sum().backward();
    optimizer.step();
  }

  @Test
  default void aWrittenOptimizerStepsInPlace() {
    Tensor theta = variable(Shape.of(2), 1, 2);
    Tensor resting = variable(Shape.of(1), 5);
    Optimizer optimizer = backend().optimizer(new Slowing(0.5), List.of(theta, resting));
    step(optimizer, theta, 2); // v = 2, by 1
    assertThat(theta.toFloatArray()).containsExactly(0, 1);
    optimizer.learningRate(1);
    step(optimizer, theta, 1); // v = 2, by 1
    assertThat(theta.toFloatArray()).containsExactly(-1, 0);
    assertThat(resting.toFloatArray()).containsExactly(5);
    assertThat(theta.requiresGrad()).isTrue();
    List<ParameterState> states = optimizer.state().parameters();
    assertThat(states.get(0).numbers()).isEqualTo(Map.of("step", 2.0));
    assertThat(states.get(0).tensors())
        .isEqualTo(Map.of("velocity", TensorData.full(Shape.of(2), 2)));
    assertThat(states.get(1)).isEqualTo(ParameterState.EMPTY);
  }

  @Test
  default void whatItRemembersOutlivesTheScopeOfAStepAndEndsWithItsOwn() {
    Tensor theta = variable(Shape.of(1), 8);
    try (Scope training = backend().scope()) {
      Optimizer optimizer = backend().optimizer(new Slowing(1), List.of(theta));
      for (int i = 0; i < 2; i++) {
        try (Scope step = backend().scope()) {
          step(optimizer, theta, 2);
        }
      }
      ParameterState state = optimizer.state().parameters().get(0);
      assertThat(values(state.tensors(), "velocity")).containsExactly(3);
    }
    assertThat(theta.toFloatArray()).containsExactly(8 - 2 - 1.5f);
  }

  @Test
  default void itGoesOnFromAStateAndFromPythons() {
    Tensor theta = variable(Shape.of(1), 8);
    Optimizer optimizer = backend().optimizer(new Slowing(1), List.of(theta));
    step(optimizer, theta, 2);
    Tensor copy = tensor(theta.data()).requiresGrad(true);
    Tensor third = tensor(theta.data()).requiresGrad(true);
    Optimizer successor = backend().optimizer(new Slowing(9), List.of(copy));
    OptimizerState state = optimizer.state();
    successor.loadState(state);
    Optimizer pythons = backend().optimizer(new Slowing(9), List.of(third));
    pythons.loadStateDict(optimizer.stateDict());
    for (Optimizer next : List.of(optimizer, successor, pythons)) {
      step(next, next.parameters().get(0), 1);
      assertThat(next.parameters().get(0).toFloatArray()).containsExactly(5);
    }
    assertThat(successor.state()).isEqualTo(optimizer.state()).isNotEqualTo(state);
  }

  @Test
  default void itsStepIsNoticedByAHistoryThatNeedsTheOldValue() {
    Tensor theta = variable(Shape.of(1), 8);
    Optimizer optimizer = backend().optimizer(new Slowing(1), List.of(theta));
    Tensor square = theta.mul(theta).sum();
    step(optimizer, theta, 2);
    assertThatThrownBy(square::backward)
        .isInstanceOf(GradientException.class)
        .hasMessage(GradientException.parameterChanged().getMessage());
  }
}

package io.kindling.tck.use;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.sequential;
import static io.kindling.Specs.sgd;
import static io.kindling.Specs.tanh;
import static io.kindling.tck.kit.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.error.GradientException;
import io.kindling.error.ShapeException;
import io.kindling.tck.kit.BackendUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients asked for where there can be none. */
public interface WrongGradientContract extends BackendUnderTest {
  /** How the change of a parameter is refused that the gradient needs unchanged. */
  String CHANGED =
      "backward: a parameter must not change between forward and backward (got a parameter that"
          + " was changed since; expected forward, backward, step, in that order; compute the"
          + " loss again)";

  @Test
  default void backwardStartsFromAScalarThatWantsIt() {
    Tensor a = variable(Shape.of(2), 1, 2);
    refused(
        ShapeException.class,
        "backward: there must be exactly one element (got shape [2]; expected a scalar; reduce it"
            + " with sum() or mean())",
        () -> a.mul(2).backward());
    refused(
        GradientException.class,
        "backward: the tensor must require a gradient (got a tensor that depends on none that"
            + " requires one; expected a loss of a model with parameters that require one)",
        () -> tensor(Shape.of(1), 1).sum().backward());
    a.mul(2).sum().backward();
    assertThat(gradient(a)).containsExactly(2, 2);
  }

  @Test
  default void aHistoryIsUsedOnce() {
    Tensor a = variable(Shape.of(2), 1, 2);
    Tensor squares = a.mul(a);
    Tensor loss = squares.sum();
    loss.backward();
    String message =
        "backward: backward can go through a computation only once (got a tensor computed from one"
            + " that was differentiated before; expected a freshly computed one; compute the loss"
            + " again)";
    refused(GradientException.class, message, loss::backward);
    refused(GradientException.class, message, () -> squares.mean().backward());
    assertThat(gradient(a)).containsExactly(2, 4);
    a.mul(a).sum().backward();
    assertThat(gradient(a)).containsExactly(4, 8);
  }

  @Test
  default void aStepBetweenForwardAndBackwardIsNoticed() {
    Module model = module(sequential(linear(2, 3), tanh(), linear(3, 1)));
    Optimizer optimizer = backend().optimizer(sgd(0.1), model.parameters());
    Tensor x = tensor(Shape.of(2, 2), 1, 2, 3, 4);
    model.forward(x).sum().backward();
    Tensor loss = model.forward(x).sum();
    optimizer.step();
    refused(GradientException.class, CHANGED, loss::backward);
    optimizer.zeroGrad();
    model.forward(x).sum().backward();
    optimizer.step();
  }

  @Test
  default void aStepIsNoticedByWhatWasComputedWithoutAModule() {
    Tensor a = variable(Shape.of(1), 3);
    Optimizer optimizer = backend().optimizer(sgd(1), List.of(a));
    a.sum().backward();
    Tensor square = a.mul(a).sum();
    optimizer.step();
    refused(GradientException.class, CHANGED, square::backward);
    optimizer.zeroGrad();
    a.mul(a).sum().backward();
    assertThat(gradient(a)).containsExactly(4);
  }

  @Test
  default void whatIsRefusedIsNoticedAgainAndChangesNoLaterGradient() {
    Tensor a = variable(Shape.of(1), 3);
    Optimizer optimizer = backend().optimizer(sgd(1), List.of(a));
    a.sum().backward();
    Tensor square = a.mul(a);
    optimizer.step();
    for (int i = 0; i < 3; i++) {
      refused(GradientException.class, CHANGED, square::backward);
    }
    optimizer.zeroGrad();
    a.mul(a).backward();
    assertThat(gradient(a)).containsExactly(4);
  }

  @Test
  default void aLoadedStateBetweenForwardAndBackwardIsNoticed() {
    Module model = module(sequential(linear(2, 3), tanh(), linear(3, 1)));
    Tensor x = tensor(Shape.of(2, 2), 1, 2, 3, 4);
    Tensor loss = model.forward(x).sum();
    model.loadStateDict(model.stateDict());
    refused(GradientException.class, CHANGED, loss::backward);
    model.forward(x).sum().backward();
    assertThat(gradient(model.namedParameters().get("2.bias"))).containsExactly(2);
  }

  @Test
  default void onlyLeavesCanBeFrozenOrUpdated() {
    Tensor computed = variable(Shape.of(1), 1).mul(2);
    refused(
        GradientException.class,
        "requiresGrad: a tensor that was computed from others cannot be told whether it requires a"
            + " gradient (got a computed tensor of shape [1]; expected a parameter or a tensor made"
            + " from values; take detach() of it first)",
        () -> computed.requiresGrad(false));
    refused(
        GradientException.class,
        "sgd: a tensor that was computed from others cannot be updated (got a computed tensor"
            + " of shape [1]; expected a parameter or a tensor made from values)",
        () -> backend().optimizer(sgd(0.1), List.of(computed)));
  }

  @Test
  default void onlyALeafThatWantsAGradientKeepsOne() {
    Tensor a = variable(Shape.of(2), 1, 2);
    Tensor computed = a.mul(2);
    String start =
        "grad: only a parameter, or a tensor made from values that requires a gradient, has a"
            + " gradient (got ";
    refused(
        GradientException.class,
        start + "a computed tensor; expected requiresGrad(true))",
        () -> computed.grad(null));
    refused(
        GradientException.class,
        start + "a tensor that requires none; expected requiresGrad(true))",
        () -> tensor(Shape.of(1), 1).grad(null));
    refused(
        ShapeException.class,
        "grad: the shapes must be equal (got shape [1]; expected [2])",
        () -> a.grad(tensor(Shape.of(1), 1)));
    a.grad(computed);
    assertThat(gradient(a)).as("the values of one with a history").containsExactly(2, 4);
    a.sum().backward();
    assertThat(gradient(a)).containsExactly(3, 5);
  }
}

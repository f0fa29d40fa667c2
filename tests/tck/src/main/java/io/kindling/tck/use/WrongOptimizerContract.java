package io.kindling.tck.use;

import static io.kindling.Specs.adam;
import static io.kindling.Specs.lbfgs;
import static io.kindling.Specs.sgd;
import static io.kindling.tck.kit.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Optimizer;
import io.kindling.OptimizerState;
import io.kindling.ParameterGroup;
import io.kindling.Tensor;
import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.ClosedException;
import io.kindling.error.SpecException;
import io.kindling.error.StateDictException;
import io.kindling.optim.OptimizerSpec;
import io.kindling.tck.kit.BackendUnderTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Optimizers without parameters, with wrong numbers, and states that do not fit. */
public interface WrongOptimizerContract extends BackendUnderTest {
  @Test
  default void anOptimizerNeedsParametersEachOnce() {
    refused(
        SpecException.class,
        "sgd: there must be a parameter (got none; expected model.parameters())",
        () -> backend().optimizer(sgd(0.1), List.of()));
    refused(
        SpecException.class,
        "optimizer: there must be a group of parameters (got none; expected at least one)",
        () -> backend().optimizer(List.of()));
    Tensor a = variable(Shape.of(1), 1);
    refused(
        SpecException.class,
        "sgd: each parameter must be given only once (got a parameter of shape [1] twice; expected"
            + " different parameters)",
        () -> backend().optimizer(sgd(0.1), List.of(a, a)));
    ParameterGroup group = new ParameterGroup(sgd(0.1), List.of(a));
    refused(
        SpecException.class,
        "sgd: each parameter must be given only once (got a parameter of shape [1] twice; expected"
            + " different parameters)",
        () -> backend().optimizer(List.of(group, group)));
    assertThat(backend().optimizer(sgd(0.1), List.of(a)).groups()).isEqualTo(1);
  }

  @Test
  default void groupsAreOfOneKind() {
    ParameterGroup a = new ParameterGroup(sgd(0.1), List.of(variable(Shape.of(1), 1)));
    ParameterGroup b = new ParameterGroup(adam(0.1), List.of(variable(Shape.of(1), 1)));
    refused(
        SpecException.class,
        "sgd: all groups must use the same kind of optimizer (got adam; expected sgd)",
        () -> backend().optimizer(List.of(a, b)));
    List<ParameterGroup> two =
        List.of(
            new ParameterGroup(lbfgs(1), a.parameters()),
            new ParameterGroup(lbfgs(1), b.parameters()));
    refused(
        SpecException.class,
        "lbfgs: this optimizer takes only one group of parameters (got 2; expected 1)",
        () -> backend().optimizer(two));
  }

  @Test
  default void learningRatesAreNotNegative() {
    refused(
        SpecException.class,
        "sgd: lr must not be negative (got -1; expected 0 or more)",
        () -> sgd(-1));
    refused(
        SpecException.class,
        "adam: lr must not be negative (got -0.5; expected 0 or more)",
        () -> OptimizerSpec.parse("adam(lr=0.1)").lr(-0.5));
    Optimizer optimizer = backend().optimizer(sgd(0.1), List.of(variable(Shape.of(1), 1)));
    for (double wrong : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
      refused(
          SpecException.class,
          "sgd: the learning rate must be finite and not negative (got "
              + wrong
              + "; expected 0 or more)",
          () -> optimizer.learningRate(wrong));
    }
    assertThat(optimizer.learningRate()).isEqualTo(0.1);
  }

  @Test
  default void aGroupMustBeThere() {
    Optimizer optimizer = backend().optimizer(sgd(0.1), List.of(variable(Shape.of(1), 1)));
    String message = "sgd: there is no group 1 (got 1; expected 0 … 0)";
    refused(SpecException.class, message, () -> optimizer.groupLearningRate(1));
    refused(SpecException.class, message, () -> optimizer.groupLearningRate(1, 0.5));
  }

  @Test
  default void lbfgsNeedsAClosure() {
    Tensor x = variable(Shape.of(1), 1);
    Optimizer optimizer = backend().optimizer(lbfgs(1), List.of(x));
    refused(
        SpecException.class,
        "lbfgs: this optimizer computes the loss several times in a step (got step(); expected"
            + " step(closure); give a closure that zeroes the gradients, computes the loss, calls"
            + " backward() on it and returns it)",
        optimizer::step);
    assertThat(x.item()).isEqualTo(1f);
  }

  @Test
  default void aClosureLeavesItsOptimizerAlone() {
    Tensor x = variable(Shape.of(1), 1);
    Optimizer optimizer = backend().optimizer(lbfgs(1), List.of(x));
    Tensor y = variable(Shape.of(1), 1);
    Optimizer closed = backend().optimizer(lbfgs(1).maxIter(1), List.of(y));
    String end = "; expected zeroGrad, forward, backward; do the rest after the step)";
    String start =
        "lbfgs: the closure must do no more than compute the loss and its gradients (got ";
    optimizer.step(
        () -> {
          refused(
              SpecException.class,
              start + "loadState inside the closure" + end,
              () -> optimizer.loadState(optimizer.state()));
          refused(
              SpecException.class,
              start + "step(closure) inside the closure" + end,
              () -> optimizer.step(x::sum));
          return squared(optimizer, x);
        });
    assertThat(x.item()).isLessThan(1f);
    closed.step(
        () -> {
          Tensor loss = squared(closed, y);
          closed.close();
          return loss;
        });
    assertThat(y.item()).isLessThan(1f);
    refused(
        ClosedException.class,
        "step: what is closed cannot be used (got a closed optimizer lbfgs(lr=1, max_iter=1);"
            + " expected an open one; a Scope closes what was made in it unless scope.keep(…) moves"
            + " it out)",
        () -> closed.step(y::sum));
  }

  private static Tensor squared(Optimizer optimizer, Tensor x) {
    optimizer.zeroGrad();
    Tensor loss = x.pow(2).sum();
    loss.backward();
    return loss;
  }

  @Test
  default void aStateThatDoesNotFitIsRefusedWhole() {
    List<Tensor> parameters = List.of(variable(Shape.of(2), 1, 2), variable(Shape.of(1), 3));
    Optimizer optimizer = backend().optimizer(sgd(0.1).momentum(0.5), parameters);
    parameters.get(0).sum().backward();
    optimizer.step();
    OptimizerState before = optimizer.state();
    ParameterState misshapen =
        new ParameterState(
            Map.of("step", 1.0), Map.of("momentum_buffer", TensorData.full(Shape.of(3), 1)));
    ParameterState misnamed =
        new ParameterState(Map.of(), Map.of("exp_avg", TensorData.full(Shape.of(1), 1)));
    String end =
        "; expected sgd of 2 parameters; load it into the optimizer that it was saved from)";
    refused(
        StateDictException.class,
        "loadState: the state must fit the optimizer (got parameter 0: step is unexpected,"
            + " parameter 0: momentum_buffer has shape [3], not [2], parameter 1: momentum_buffer"
            + " is missing, parameter 1: exp_avg is unexpected"
            + end,
        () ->
            optimizer.loadState(new OptimizerState(before.groups(), List.of(misshapen, misnamed))));
    refused(
        StateDictException.class,
        "loadState: the state must fit the optimizer (got 2 groups, not 1, group 0 is of adam, not"
            + " sgd, 1 parameters, not 2"
            + end,
        () ->
            optimizer.loadState(
                new OptimizerState(List.of(adam(1), adam(1)), List.of(ParameterState.EMPTY))));
    assertThat(optimizer.state()).isEqualTo(before);
    optimizer.step();
  }
}

package io.kindling.tck.optim;

import static io.kindling.Specs.adagrad;
import static io.kindling.Specs.adam;
import static io.kindling.Specs.lbfgs;
import static io.kindling.Specs.sgd;
import static io.kindling.tck.kit.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kindling.Optimizer;
import io.kindling.OptimizerState;
import io.kindling.ParameterGroup;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.ClosedException;
import io.kindling.error.SpecException;
import io.kindling.error.StateDictException;
import io.kindling.optim.OptimizerSpec;
import io.kindling.tck.kit.BackendUnderTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** An optimizer's state in PyTorch's own layout: written, read, and gone on from. */
public interface OptimizerDictContract extends BackendUnderTest {
  /**
   * Stops, writes, reads, and goes on.
   *
   * @return a test an optimizer
   */
  @TestFactory
  default Stream<DynamicTest> goingOnFromAStateDictIsGoingOn() {
    return OptimizerStateContract.OPTIMIZERS.stream()
        .map(text -> dynamicTest(text, () -> goOn(text)));
  }

  private void goOn(String text) {
    try (Scope scope = backend().scope()) {
      OptimizerSpec spec = OptimizerSpec.parse(text);
      Tensor matrix = variable(Shape.of(1, 2), 1, -2);
      Tensor number = variable(Shape.scalar(), 0.5f);
      Optimizer optimizer = backend().optimizer(spec, List.of(matrix, number));
      steps(optimizer, matrix, number);
      optimizer.learningRate(0.0625);
      Map<String, Object> dict = optimizer.stateDict();
      Tensor otherMatrix = tensor(matrix.data()).requiresGrad(true);
      Tensor otherNumber = tensor(number.data()).requiresGrad(true);
      Optimizer successor = backend().optimizer(spec.lr(0.75), List.of(otherMatrix, otherNumber));
      successor.loadStateDict(dict);
      assertThat(successor.learningRate()).isEqualTo(0.0625);
      assertThat(successor.state()).isEqualTo(optimizer.state());
      assertThat(successor.stateDict()).isEqualTo(dict);
      steps(optimizer, matrix, number);
      steps(successor, otherMatrix, otherNumber);
      assertThat(otherMatrix.data()).isEqualTo(matrix.data());
      assertThat(otherNumber.data()).isEqualTo(number.data());
      assertThat(successor.stateDict()).isEqualTo(optimizer.stateDict());
    }
  }

  /** Three steps down {@code θ₀² + 3 θ₁² + n² + n θ₀}. */
  private void steps(Optimizer optimizer, Tensor matrix, Tensor number) {
    Tensor curvature = tensor(Shape.of(1, 2), 1, 3);
    for (int i = 0; i < 3; i++) {
      optimizer.step(
          () -> {
            optimizer.zeroGrad();
            Tensor crossed = matrix.narrow(1, 0, 1).sum().mul(number);
            Tensor loss = matrix.mul(matrix).mul(curvature).sum().add(number.mul(number));
            loss = loss.add(crossed);
            loss.backward();
            return loss;
          });
    }
  }

  @Test
  default void groupsAreWrittenWithTheirParametersAndLearningRates() {
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
    Map<String, Object> dict = optimizer.stateDict();
    assertThat(dict)
        .containsEntry(
            "state", Map.of(0L, Map.of("momentum_buffer", TensorData.full(Shape.of(1), 1))));
    Optimizer successor = backend().optimizer(groups);
    successor.loadStateDict(dict);
    assertThat(successor.groupLearningRate(0)).isEqualTo(0.5);
    assertThat(successor.groupLearningRate(1)).isEqualTo(0.125);
    successor.step();
    assertThat(a.toFloatArray()).containsExactly(-0.25f);
    assertThat(b.toFloatArray()).containsExactly(0.625f);
  }

  @Test
  default void aStateDictIsASnapshot() {
    Tensor theta = variable(Shape.of(2), 1, -2);
    Optimizer optimizer = backend().optimizer(sgd(0.5).momentum(0.5), List.of(theta));
    assertThat(optimizer.stateDict()).containsEntry("state", Map.of());
    theta.sum().backward();
    optimizer.step();
    Map<String, Object> dict = optimizer.stateDict();
    String before = dict.toString();
    optimizer.step();
    optimizer.learningRate(0.25);
    assertThat(dict).hasToString(before);
    TensorData ones = TensorData.full(Shape.of(2), 1);
    assertThat(dict).containsEntry("state", Map.of(0L, Map.of("momentum_buffer", ones)));
  }

  @Test
  default void adagradsStateIsThereBeforeTheFirstStep() {
    // Python's constructor makes it, and Python's step fails without it
    Tensor theta = variable(Shape.of(2), 1, -2);
    OptimizerSpec spec = adagrad(0.5).initialAccumulatorValue(0.25);
    Optimizer optimizer = backend().optimizer(spec, List.of(theta));
    TensorData sum = TensorData.full(Shape.of(2), 0.25f);
    assertThat(optimizer.stateDict())
        .containsEntry(
            "state", Map.of(0L, Map.of("step", TensorData.full(Shape.scalar(), 0), "sum", sum)));
  }

  @Test
  default void aStateDictThatDoesNotFitIsRefusedWhole() {
    Tensor a = variable(Shape.of(2), 1, -2);
    Tensor b = variable(Shape.of(1), 3);
    Optimizer optimizer = backend().optimizer(adam(0.5), List.of(a, b));
    a.sum().add(b.sum()).backward();
    optimizer.step();
    OptimizerState before = optimizer.state();
    Map<String, Object> broken = new LinkedHashMap<>(optimizer.stateDict());
    broken.put("state", Map.of(1L, Map.of("step", 1L, "exp_avg", "far"), 2L, Map.of()));
    refused(
        StateDictException.class,
        "loadStateDict: the state must fit the optimizer (got parameter 1: exp_avg is 'far',"
            + " not a tensor, state of 2, which are in no group, parameter 1: exp_avg is missing,"
            + " parameter 1: exp_avg_sq is missing; expected adam of 2 parameters; load it into the"
            + " optimizer that it was saved from)",
        () -> optimizer.loadStateDict(broken));
    assertThat(optimizer.state()).isEqualTo(before);
    Optimizer other = backend().optimizer(sgd(0.5), List.of(a, b));
    assertThatThrownBy(() -> other.loadStateDict(optimizer.stateDict()))
        .hasMessageStartingWith("loadStateDict: the state must fit the optimizer (got group 0: ")
        .isInstanceOfSatisfying(
            StateDictException.class,
            e ->
                assertThat(e.got())
                    .isEqualTo(
                        "group 0: momentum is missing, group 0: dampening is missing, group 0:"
                            + " nesterov is missing, parameter 0: exp_avg is unexpected, parameter"
                            + " 0: exp_avg_sq is unexpected, parameter 0: step is unexpected,"
                            + " parameter 1: exp_avg is unexpected, parameter 1: exp_avg_sq is"
                            + " unexpected, parameter 1: step is unexpected"));
  }

  @Test
  default void noStateDictIsLoadedInTheMiddleOfAStepOrAfterTheEnd() {
    Tensor x = variable(Shape.of(1), 1);
    Optimizer optimizer = backend().optimizer(lbfgs(1), List.of(x));
    Map<String, Object> dict = optimizer.stateDict();
    optimizer.step(
        () -> {
          refused(
              SpecException.class,
              "lbfgs: the closure must do no more than compute the loss and its gradients (got"
                  + " loadStateDict inside the closure; expected zeroGrad, forward, backward; do"
                  + " the rest after the step)",
              () -> optimizer.loadStateDict(dict));
          optimizer.zeroGrad();
          Tensor loss = x.mul(x).sum();
          loss.backward();
          return loss;
        });
    optimizer.close();
    String end =
        " what is closed cannot be used (got a closed optimizer lbfgs(lr=1); expected an open one;"
            + " a Scope closes what was made in it unless scope.keep(…) moves it out)";
    refused(ClosedException.class, "stateDict:" + end, optimizer::stateDict);
    refused(ClosedException.class, "loadStateDict:" + end, () -> optimizer.loadStateDict(dict));
  }
}

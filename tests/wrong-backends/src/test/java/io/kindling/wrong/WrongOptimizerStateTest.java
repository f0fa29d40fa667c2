package io.kindling.wrong;

import static io.kindling.wrong.Defects.optimizer;
import static io.kindling.wrong.Kit.rejects;

import io.kindling.core.ParameterState;
import io.kindling.core.TensorData;
import io.kindling.spi.LiveOptimizer;
import io.kindling.tck.optim.OptimizerContract;
import io.kindling.tck.optim.OptimizerDictContract;
import io.kindling.tck.optim.OptimizerStateContract;
import io.kindling.tck.training.ResumeContract;
import io.kindling.wrong.Defects.Parts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Optimizers that remember what they should forget, or forget what they should remember. */
final class WrongOptimizerStateTest {
  private static final String VELOCITY = "momentum_buffer";

  private static <T> LiveOptimizer<T> forgettingNothing(Parts<T> parts) {
    return new WrappedOptimizer<>(parts.right()) {
      @Override
      public void zeroGrad() {
        // leaves the gradients of the last step
      }
    };
  }

  @Test
  void aStaleGradient() {
    Defect defect = optimizer(WrongOptimizerStateTest::forgettingNothing);
    rejects(defect, OptimizerContract.class, "", "zeroGradForgetsTheGradient");
  }

  private static <T> LiveOptimizer<T> ofOneRate(Parts<T> parts) {
    return new WrappedOptimizer<>(parts.right()) {
      @Override
      public void learningRate(double learningRate) {
        // no schedule reaches it
      }
    };
  }

  @Test
  void aLearningRateThatCannotBeChanged() {
    Defect defect = optimizer(WrongOptimizerStateTest::ofOneRate);
    rejects(
        defect, OptimizerContract.class, "(?i)learningRate|group", "theLearningRateCanBeChanged");
  }

  private static <T> LiveOptimizer<T> withNamesOfItsOwn(Parts<T> parts) {
    return new WrappedOptimizer<>(parts.right()) {
      @Override
      public List<ParameterState> state() {
        return super.state().stream().map(WrongOptimizerStateTest::renamed).toList();
      }
    };
  }

  private static ParameterState renamed(ParameterState state) {
    Map<String, TensorData> tensors = new LinkedHashMap<>(state.tensors());
    TensorData velocity = tensors.remove(VELOCITY);
    if (velocity != null) {
      tensors.put("velocity", velocity);
    }
    return new ParameterState(state.numbers(), tensors);
  }

  @Test
  void aStateUnderOtherNames() {
    Defect defect = optimizer(WrongOptimizerStateTest::withNamesOfItsOwn);
    rejects(
        defect,
        OptimizerStateContract.class,
        VELOCITY,
        "goingOnFromACopiedStateIsGoingOn",
        "aStateIsASnapshot");
    rejects(
        defect,
        OptimizerDictContract.class,
        "momentum|Snapshot",
        "groupsAreWrittenWithTheirParametersAndLearningRates",
        "aStateDictIsASnapshot");
  }

  private static <T> LiveOptimizer<T> countingAnew(Parts<T> parts) {
    return new WrappedOptimizer<>(parts.right()) {
      @Override
      public void state(List<ParameterState> state) {
        super.state(state.stream().map(WrongOptimizerStateTest::uncounted).toList());
      }
    };
  }

  private static ParameterState uncounted(ParameterState state) {
    Map<String, Double> numbers = new LinkedHashMap<>(state.numbers());
    numbers.computeIfPresent("step", (name, step) -> 0.0);
    return new ParameterState(numbers, state.tensors());
  }

  @Test
  void aStateThatForgetsTheStep() {
    Defect defect = optimizer(WrongOptimizerStateTest::countingAnew);
    rejects(defect, OptimizerStateContract.class, "step", "goingOnFromACopiedStateIsGoingOn");
    rejects(defect, OptimizerDictContract.class, "step", "goingOnFromAStateDictIsGoingOn");
    rejects(
        defect,
        ResumeContract.class,
        "interrupted after step",
        "resumingAfterAnyStepEndsInTheSameBits");
  }

  private static <T> LiveOptimizer<T> emptyBeforeTheFirstStep(Parts<T> parts) {
    return new WrappedOptimizer<>(parts.right()) {
      @Override
      public List<ParameterState> state() {
        return super.state().stream()
            .map(state -> began(state) ? state : ParameterState.EMPTY)
            .toList();
      }
    };
  }

  private static boolean began(ParameterState state) {
    return state.numbers().getOrDefault("step", 1.0) > 0;
  }

  @Test
  void aStateThatPythonCannotStepFrom() {
    Defect defect = optimizer(WrongOptimizerStateTest::emptyBeforeTheFirstStep);
    rejects(defect, OptimizerDictContract.class, "sum", "adagradsStateIsThereBeforeTheFirstStep");
  }
}

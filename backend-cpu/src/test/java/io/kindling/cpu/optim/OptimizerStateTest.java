package io.kindling.cpu.optim;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.optim.OptimizerSpec;
import io.kindling.spi.LiveOptimizer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is remembered of which parameter, and from when on. */
final class OptimizerStateTest {
  private final CpuOperations operations = new CpuOperations(Processor.plain());
  private final CpuTensor early = operations.parameter(TensorData.full(Shape.of(2), 1));
  private final CpuTensor late = operations.parameter(TensorData.full(Shape.of(2), 1));

  private LiveOptimizer<CpuTensor> optimizer(String text) {
    return Objects.requireNonNull(
        CpuOptimizers.make(Processor.plain(), OptimizerSpec.parse(text), List.of(early, late)));
  }

  @Test
  void aParameterWithoutGradientIsSkippedAndItsStepsToo() {
    LiveOptimizer<CpuTensor> adam = optimizer("adam()");
    early.addGradient(new float[] {1, 2});
    adam.step();
    assertThat(late.values()).containsExactly(1, 1);
    assertThat(adam.state().get(1)).isEqualTo(ParameterState.EMPTY);
    late.addGradient(new float[] {1, 2});
    adam.step();
    assertThat(adam.state().get(0).numbers()).containsEntry("step", 2.0);
    assertThat(adam.state().get(1).numbers()).containsEntry("step", 1.0);
  }

  @Test
  void adagradRemembersFromTheBeginning() {
    ParameterState begun =
        new ParameterState(Map.of("step", 0.0), Map.of("sum", TensorData.full(Shape.of(2), 0.5f)));
    LiveOptimizer<CpuTensor> adagrad = optimizer("adagrad(initial_accumulator_value=0.5)");
    assertThat(adagrad.state()).containsExactly(begun, begun);
    early.addGradient(new float[] {1, 2});
    adagrad.step();
    adagrad.state(List.of(ParameterState.EMPTY, ParameterState.EMPTY));
    assertThat(adagrad.state()).containsExactly(begun, begun);
  }

  @Test
  void plainDescentRemembersNothing() {
    LiveOptimizer<CpuTensor> sgd = optimizer("sgd(lr=0.5)");
    early.addGradient(new float[] {1, 2});
    sgd.step();
    assertThat(early.values()).containsExactly(0.5f, 0);
    assertThat(sgd.state()).containsExactly(ParameterState.EMPTY, ParameterState.EMPTY);
  }
}

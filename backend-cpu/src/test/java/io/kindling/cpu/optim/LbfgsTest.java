package io.kindling.cpu.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.optim.LbfgsSpec;
import io.kindling.optim.OptimizerSpec;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** L-BFGS on a parabola: {@code Σ x²}. */
final class LbfgsTest {
  private static final LbfgsSpec SPEC =
      (LbfgsSpec) OptimizerSpec.parse("lbfgs(line_search=strong_wolfe)");

  private final CpuOperations operations = new CpuOperations(Processor.plain());
  private final CpuTensor x = operations.parameter(TensorData.of(new float[] {3, -4}, Shape.of(2)));
  private final CpuTensor unused = operations.parameter(TensorData.full(Shape.of(1), 7));
  private final Lbfgs lbfgs = new Lbfgs(SPEC, List.of(x, unused));
  private int evaluations;

  private CpuTensor parabola() {
    evaluations++;
    lbfgs.zeroGrad();
    CpuTensor loss = operations.sum(operations.mul(x, x));
    operations.backward(loss);
    return loss;
  }

  @Test
  void findsTheMinimumAndReturnsTheFirstLoss() {
    assertThat(lbfgs.step(this::parabola).values()).containsExactly(25);
    assertThat(x.values()[0]).isCloseTo(0, within(1e-6f));
    assertThat(x.values()[1]).isCloseTo(0, within(1e-6f));
    assertThat(unused.values()).containsExactly(7);
  }

  @Test
  void keepsItsStateOnTheFirstParameter() {
    assertThat(lbfgs.state()).containsExactly(ParameterState.EMPTY, ParameterState.EMPTY);
    lbfgs.step(this::parabola);
    ParameterState state = lbfgs.state().get(0);
    assertThat(state.numbers()).containsOnlyKeys(SPEC.stateNumbers());
    assertThat(state.numbers()).containsEntry("func_evals", (double) evaluations);
    assertThat(state.tensors()).containsOnlyKeys(SPEC.stateTensors());
    assertThat(state.tensors()).extractingByKey("d").hasToString("float32[3]");
    assertThat(state.tensors()).extractingByKey("H_diag").hasToString("float32[]");
    assertThat(lbfgs.state().get(1)).isEqualTo(ParameterState.EMPTY);
  }

  @Test
  void stopsAtOnceWhereTheGradientIsZero() {
    operations.assign(x, TensorData.full(Shape.of(2), 0));
    lbfgs.step(this::parabola);
    assertThat(evaluations).isEqualTo(1);
    assertThat(lbfgs.state().get(0).numbers()).containsOnlyKeys("func_evals", "n_iter");
  }

  @Test
  void aClosureThatFailsLeavesTheParametersWhereTheyWere() {
    Supplier<CpuTensor> failing =
        () -> {
          if (evaluations == 1) {
            throw new IllegalStateException("no data");
          }
          return parabola();
        };
    assertThatThrownBy(() -> lbfgs.step(failing)).hasMessage("no data");
    assertThat(x.values()).containsExactly(3, -4);
  }

  @Test
  void theCubicThroughTwoPointsOfAParabolaIsTheParabola() {
    StrongWolfe.Point left = new StrongWolfe.Point(0, 1, new float[0], -2);
    StrongWolfe.Point right = new StrongWolfe.Point(3, 4, new float[0], 4);
    assertThat(StrongWolfe.cubicMinimum(left, right, 0, 3)).isEqualTo(1);
    assertThat(StrongWolfe.cubicMinimum(right, left, 0, 3)).isEqualTo(1);
    assertThat(StrongWolfe.cubicMinimum(left, right, 2, 3)).isEqualTo(2);
  }
}

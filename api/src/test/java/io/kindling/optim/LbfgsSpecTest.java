package io.kindling.optim;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Specs;
import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which states L-BFGS can go on from; with others an engine would fail in the middle of a step. */
final class LbfgsSpecTest {
  private static final Shape SHAPE = Shape.of(2);

  /** A state of so many updates. */
  private static Map<String, TensorData> tensors(long dirs, long stps, long ro) {
    Map<String, TensorData> tensors = new HashMap<>();
    tensors.put("d", TensorData.full(SHAPE, 1));
    tensors.put("H_diag", TensorData.full(Shape.scalar(), 1));
    tensors.put("prev_flat_grad", TensorData.full(SHAPE, 1));
    tensors.put("old_dirs", TensorData.full(Shape.of(dirs, 2), 1));
    tensors.put("old_stps", TensorData.full(Shape.of(stps, 2), 1));
    tensors.put("ro", TensorData.full(Shape.of(ro), 1));
    return tensors;
  }

  private static List<String> misfits(Map<String, TensorData> tensors) {
    Map<String, Double> numbers = Map.of("n_iter", 3.0, "t", 1.0, "prev_loss", 2.0);
    return Specs.lbfgs(1).misfits(SHAPE, new ParameterState(numbers, tensors));
  }

  @Test
  void aStateWithARowAnUpdateFits() {
    assertThat(misfits(tensors(2, 2, 2))).isEmpty();
    assertThat(Specs.lbfgs(1).misfits(SHAPE, ParameterState.EMPTY)).isEmpty();
  }

  @Test
  void listsOfDifferentLengthsDoNotFit() {
    assertThat(misfits(tensors(3, 2, 3)))
        .containsExactly(
            "[old_dirs, old_stps, ro] must have one row for each update, not [3, 2, 3]");
    Map<String, TensorData> without = tensors(1, 1, 1);
    without.remove("ro");
    assertThat(misfits(without))
        .containsExactly(
            "[old_dirs, old_stps, ro] must have one row for each update, not [1, 1, 0]");
  }

  @Test
  void integersDoNotFit() {
    Map<String, TensorData> integers = tensors(1, 1, 1);
    TensorData zeros = TensorData.of(new long[2], SHAPE);
    integers.put("d", zeros);
    assertThat(misfits(integers)).containsExactly("d is int64, not float32");
    ParameterState velocity = new ParameterState(Map.of(), Map.of("momentum_buffer", zeros));
    assertThat(Specs.sgd(1).momentum(1).misfits(SHAPE, velocity))
        .containsExactly("momentum_buffer is int64, not float32");
  }

  @Test
  void whatEveryIterationLeavesBehindMustBeThere() {
    Map<String, TensorData> without = tensors(1, 1, 1);
    without.remove("H_diag");
    assertThat(misfits(without)).containsExactly("H_diag is missing");
    ParameterState halfway = new ParameterState(Map.of("n_iter", 3.0), tensors(1, 1, 1));
    assertThat(Specs.lbfgs(1).misfits(SHAPE, halfway))
        .containsExactly("t is missing", "prev_loss is missing");
  }
}

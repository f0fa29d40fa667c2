package io.kindling.cpu.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.error.GradientException;
import io.kindling.nn.ModuleSpec;
import io.kindling.spi.LiveModule;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a module needs again on the way back: no more than PyTorch does, and undisturbed. */
final class SavedForBackwardTest {
  private static final TensorData INPUT =
      TensorData.of(new float[] {1, 2, 3, 5, 8, 0}, Shape.of(3, 2));

  private final CpuOperations operations = new CpuOperations(Processor.plain());

  private LiveModule<CpuTensor> module(String text) {
    ModuleSpec spec = ModuleSpec.parse(text);
    return Objects.requireNonNull(
        CpuModules.make(operations, spec, spec.initialState(new TorchRandom(0))));
  }

  private CpuTensor input() {
    return operations.create(INPUT, Device.CPU);
  }

  private static CpuTensor weight(LiveModule<CpuTensor> module) {
    return Objects.requireNonNull(module.parameters().get("weight"));
  }

  private static CpuTensor buffer(LiveModule<CpuTensor> module, String name) {
    return Objects.requireNonNull(module.buffers().get(name));
  }

  @Test
  void linearNeedsItsWeightForTheGradientOfTheInputOnly() {
    LiveModule<CpuTensor> linear = module("linear(2, 3)");
    CpuTensor loss = operations.sum(linear.forward(input(), true));
    weight(linear).changed();
    operations.backward(loss);
    assertThat(weight(linear).gradient()).containsExactly(12, 7, 12, 7, 12, 7);

    CpuTensor again = operations.sum(linear.forward(operations.parameter(INPUT), true));
    weight(linear).changed();
    assertThatThrownBy(() -> operations.backward(again)).isInstanceOf(GradientException.class);
  }

  @Test
  void linearNeedsItsInputForTheGradientOfTheWeightOnly() {
    LiveModule<CpuTensor> linear = module("linear(2, 3)");
    CpuTensor input = operations.parameter(INPUT);
    operations.requiresGrad(weight(linear), false);
    CpuTensor loss = operations.sum(linear.forward(input, true));
    input.changed();
    operations.backward(loss);
    assertThat(input.gradient()).isNotNull();

    operations.requiresGrad(weight(linear), true);
    CpuTensor again = operations.sum(linear.forward(input, true));
    input.changed();
    assertThatThrownBy(() -> operations.backward(again)).isInstanceOf(GradientException.class);
  }

  @Test
  void batchesToComeDoNotDisturbBatchNorm() {
    for (boolean training : new boolean[] {true, false}) {
      assertThat(gradient(training, 3)).isEqualTo(gradient(training, 0));
    }
  }

  /** The gradient of the input of one batch, with others between its forward and its backward. */
  private float[] gradient(boolean training, int others) {
    LiveModule<CpuTensor> norm = module("batch_norm_1d(2)");
    CpuTensor input = operations.parameter(INPUT);
    CpuTensor output = norm.forward(input, training);
    for (int i = 0; i < others; i++) {
      norm.forward(operations.mul(input(), 5), true);
    }
    operations.backward(operations.sum(operations.mul(output, output)));
    return Objects.requireNonNull(input.gradient());
  }

  @Test
  void evaluationLeavesTheRunningStatisticsAlone() {
    LiveModule<CpuTensor> norm = module("batch_norm_1d(2)");
    norm.forward(input(), true);
    norm.forward(input(), false);
    assertThat(buffer(norm, "running_mean").values()).containsExactly(0.4f, 7f / 30);
    assertThat(buffer(norm, "num_batches_tracked").integers()).containsExactly(1);
  }

  @Test
  void layerNormIsExactFarFromZero() {
    LiveModule<CpuTensor> norm = module("layer_norm(4, eps=0)");
    TensorData far = TensorData.of(new float[] {4096, 4097, 4098, 4099}, Shape.of(1, 4));
    TensorData near = TensorData.of(new float[] {0, 1, 2, 3}, Shape.of(1, 4));
    assertThat(norm.forward(operations.create(far, Device.CPU), true).values())
        .isEqualTo(norm.forward(operations.create(near, Device.CPU), true).values());
  }
}

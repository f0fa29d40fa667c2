package io.kindling.cpu.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.Processor;
import org.junit.jupiter.api.Test;

/** A gradient that is set is the parameter's own from then on. */
final class GradientSetterTest {
  private final CpuOperations operations = new CpuOperations(Processor.plain());
  private final CpuTensor parameter = operations.parameter(TensorData.full(Shape.of(2), 1));
  private final CpuTensor other =
      operations.create(TensorData.of(new float[] {5, 6}, Shape.of(2)), Device.CPU);

  @Test
  void whatWasSetStaysTheCallers() {
    operations.grad(parameter, other);
    operations.backward(operations.sum(parameter));
    assertThat(parameter.gradient()).containsExactly(6, 7);
    assertThat(other.values()).containsExactly(5, 6);
  }

  @Test
  void itReplacesWhatWasThere() {
    operations.backward(operations.sum(parameter));
    operations.grad(parameter, other);
    assertThat(parameter.gradient()).containsExactly(5, 6);
  }

  @Test
  void itMayBeTheGradientItself() {
    operations.backward(operations.sum(parameter));
    operations.grad(parameter, operations.grad(parameter));
    assertThat(parameter.gradient()).containsExactly(1, 1);
  }

  @Test
  void nullIsNone() {
    operations.backward(operations.sum(parameter));
    operations.grad(parameter, null);
    assertThat(parameter.gradient()).isNull();
  }
}

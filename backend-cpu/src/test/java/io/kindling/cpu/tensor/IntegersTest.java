package io.kindling.cpu.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.Processor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Integers too large for a float come through whatever only moves elements. */
final class IntegersTest {
  private static final long LARGE = (1L << 53) + 1;

  private final CpuOperations operations = new CpuOperations(Processor.plain());
  private final CpuTensor x = integers(Shape.of(2, 2), LARGE, 2, -3, 4);

  @Test
  void reshape() {
    check(operations.reshape(x, Shape.of(4)), Shape.of(4), LARGE, 2, -3, 4);
  }

  @Test
  void narrow() {
    check(operations.narrow(x, 1, 0, 1), Shape.of(2, 1), LARGE, -3);
  }

  @Test
  void cat() {
    CpuTensor y = integers(Shape.of(2, 1), 5, 6);
    check(operations.cat(List.of(x, y), 1), Shape.of(2, 3), LARGE, 2, 5, -3, 4, 6);
  }

  @Test
  void indexSelect() {
    CpuTensor indices = integers(Shape.of(3), 1, 0, 1);
    check(operations.indexSelect(x, 1, indices), Shape.of(2, 3), 2, LARGE, 2, 4, -3, 4);
  }

  @Test
  void detachIsACopy() {
    CpuTensor detached = operations.detach(x);
    operations.assign(x, TensorData.of(new long[] {1, 1, 1, 1}, Shape.of(2, 2)));
    check(detached, Shape.of(2, 2), LARGE, 2, -3, 4);
    check(x, Shape.of(2, 2), 1, 1, 1, 1);
  }

  private CpuTensor integers(Shape shape, long... values) {
    return operations.create(TensorData.of(values, shape), Device.CPU);
  }

  private void check(CpuTensor tensor, Shape shape, long... values) {
    assertThat(operations.read(tensor)).isEqualTo(TensorData.of(values, shape));
    assertThat(tensor.integers()).isEqualTo(values);
  }
}

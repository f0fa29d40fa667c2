package io.kindling.cpu.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.Processor;
import io.kindling.error.MemoryException;
import org.junit.jupiter.api.Test;

/** Where the way back ends early, no gradient is left on it that the next one would meet. */
final class FailedBackwardTest {
  private final CpuOperations operations = new CpuOperations(Processor.plain());
  private final CpuTensor a = operations.parameter(TensorData.full(Shape.of(1), 3));

  /** {@code 5x}, whose way back finds no memory the first time. */
  private static final class Failing extends Operation {
    private final CpuTensor x;
    private boolean tried;

    Failing(CpuTensor x) {
      super(x.shape(), x);
      this.x = x;
    }

    @Override
    protected float[] forward() {
      return new float[] {5 * x.values()[0]};
    }

    @Override
    protected void backward(float[] gradient) {
      if (!tried) {
        tried = true;
        throw new OutOfMemoryError();
      }
      addGradient(x, new float[] {5 * gradient[0]});
    }
  }

  private void checkThatMemoryIsShort(CpuTensor loss) {
    assertThatThrownBy(() -> operations.backward(loss)).isInstanceOf(MemoryException.class);
    assertThat(a.gradient()).isNull();
  }

  @Test
  void aLossThatIsTriedAgainHasItsOwnGradient() {
    CpuTensor loss = operations.record(new Failing(a));
    checkThatMemoryIsShort(loss);
    operations.backward(loss);
    assertThat(a.gradient()).containsExactly(5);
  }

  @Test
  void soHasWhatLiesBetween() {
    CpuTensor between = operations.record(new Failing(a));
    checkThatMemoryIsShort(operations.mul(between, 7));
    operations.backward(between);
    assertThat(a.gradient()).containsExactly(5);
  }

  @Test
  void andSoHasEveryOther() {
    CpuTensor loss = operations.record(new Failing(a));
    checkThatMemoryIsShort(loss);
    operations.backward(operations.mul(loss, 2));
    operations.grad(a, null);
    operations.backward(operations.mul(a, 2));
    assertThat(a.gradient()).containsExactly(2);
  }
}

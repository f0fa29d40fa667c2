package io.kindling.cpu.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.cpu.kernel.Processor;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A sum over very many elements stays accurate, and has one order however it is asked for. */
final class SumOrderTest {
  private static final int ROWS = 100_000;
  private static final int COLUMNS = 3;

  private final CpuOperations operations = new CpuOperations(Processor.plain());

  /** All of one sign, so that no error cancels another. */
  private final float[] values = new TorchRandom(0).rand(matrix()).toFloatArray();

  @Test
  void aSumDoesNotDrift() {
    CpuTensor x = operations.create(TensorData.of(values, Shape.of(ROWS, COLUMNS)), Device.CPU);
    float[] down = operations.sum(x, 0, false).values();
    float[] all = operations.sum(x).values();
    double total = 0;
    for (int column = 0; column < COLUMNS; column++) {
      assertClose(down[column], exact(column));
      total += exact(column);
    }
    assertClose(all[0], total);
  }

  @Test
  void theGradientOfWhatWasBroadcastDoesNotDrift() {
    CpuTensor weights = operations.create(TensorData.of(values, matrix()), Device.CPU);
    CpuTensor bias = operations.parameter(TensorData.full(Shape.of(COLUMNS), 0));
    CpuTensor scalar = operations.parameter(TensorData.full(Shape.scalar(), 0));
    CpuTensor shifted = operations.add(operations.add(zeros(), bias), scalar);
    operations.backward(operations.sum(operations.mul(shifted, weights)));
    double total = 0;
    for (int column = 0; column < COLUMNS; column++) {
      assertClose(Objects.requireNonNull(bias.gradient())[column], exact(column));
      total += exact(column);
    }
    assertClose(Objects.requireNonNull(scalar.gradient())[0], total);
  }

  @Test
  void theSameSumHasTheSameBits() {
    Shape flat = Shape.of(1, values.length);
    CpuTensor row = operations.create(TensorData.of(values, flat), Device.CPU);
    CpuTensor column = operations.transpose(operations.reshape(row, flat));
    float all = operations.sum(row).values()[0];
    assertThat(operations.sum(row, 1, false).values()).containsExactly(all);
    assertThat(operations.sum(column, 0, true).values()).containsExactly(all);
    CpuTensor scalar = operations.parameter(TensorData.full(Shape.scalar(), 1));
    operations.backward(operations.sum(operations.mul(row, scalar)));
    assertThat(scalar.gradient()).containsExactly(all);
  }

  private double exact(int column) {
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      sum += values[row * COLUMNS + column];
    }
    return sum;
  }

  private CpuTensor zeros() {
    return operations.create(TensorData.full(matrix(), 0), Device.CPU);
  }

  private static Shape matrix() {
    return Shape.of(ROWS, COLUMNS);
  }

  private static void assertClose(float sum, double exact) {
    assertThat((double) sum).isCloseTo(exact, within(1e-6 * exact));
  }
}

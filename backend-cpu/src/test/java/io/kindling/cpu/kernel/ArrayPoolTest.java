package io.kindling.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import org.junit.jupiter.api.Test;

/** Arrays come back of the length that is asked for, no more are kept than may be. */
final class ArrayPoolTest {
  private static final int LENGTH = 2 * ArrayPool.LEAST;

  private final ArrayPool pool = new ArrayPool();

  @Test
  void whatWasGivenIsTakenOnce() {
    float[] given = pool.take(LENGTH);
    pool.give(given);
    assertThat(pool.elements()).isEqualTo(LENGTH);
    assertThat(pool.take(LENGTH + 1)).isNotSameAs(given).hasSize(LENGTH + 1);
    assertThat(pool.take(LENGTH)).isSameAs(given);
    assertThat(pool.take(LENGTH)).isNotSameAs(given).hasSize(LENGTH);
    assertThat(pool.elements()).isZero();
  }

  @Test
  void noMoreAreKeptThanWereTaken() {
    pool.give(new float[LENGTH]);
    assertThat(pool.elements()).isZero();
    float[] one = pool.take(LENGTH);
    pool.take(LENGTH);
    for (int i = 0; i < 10; i++) {
      pool.give(new float[LENGTH]);
    }
    pool.give(one);
    assertThat(pool.elements()).isEqualTo(2L * LENGTH);
  }

  @Test
  void shortOnesAreNotKept() {
    pool.give(pool.take(ArrayPool.LEAST - 1));
    assertThat(pool.elements()).isZero();
  }

  @Test
  void noMoreAreKeptThanTheirShareOfTheHeap() {
    int length = 1 << 20;
    long most = Runtime.getRuntime().maxMemory() / 16 / Float.BYTES;
    for (long given = 0; given <= 2 * most; given += length) {
      pool.take(length);
    }
    for (long given = 0; given <= 2 * most; given += length) {
      pool.give(new float[length]);
      assertThat(pool.elements()).isLessThanOrEqualTo(most);
    }
  }

  @Test
  void nothingIsKeptOnceTheEngineIsClosed() {
    Processor processor = Processor.plain();
    CpuOperations operations = new CpuOperations(processor);
    CpuTensor x = operations.parameter(TensorData.full(Shape.of(LENGTH), 2));
    operations.backward(operations.sum(operations.exp(operations.relu(x))));
    CpuTensor result =
        operations.exp(operations.create(TensorData.full(Shape.of(LENGTH), 2), Device.CPU));
    operations.reclaim(result);
    assertThat(processor.pool().elements()).isPositive();
    processor.close();
    assertThat(processor.pool().elements()).isZero();
    operations.reclaim(operations.exp(x));
    assertThat(processor.pool().elements()).isZero();
  }
}

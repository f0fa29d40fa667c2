package io.kindling.parity;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.data.Dataset;
import io.kindling.error.MemoryException;
import io.kindling.error.ShapeException;
import io.kindling.train.Trainer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not fit into memory is refused, and the backend works on. */
final class MemoryTest {
  /** Above: values of 4 GB, and this test's heap has 1. */
  private static final int MANY = 32_000;

  private static void refused(Backend backend, Class<?> refusal, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(refusal).hasMessageMatching(".*: .*\\(got .*");
    trains(backend);
  }

  private static void trains(Backend backend) {
    Module model = backend.module(linear(1, 1));
    Dataset line = Dataset.of(new float[] {0, 1, 2}, 1, new float[] {1, 3, 5}, 1);
    double loss =
        new Trainer(model, backend.loss(mse()), backend.optimizer(sgd(0.1), model.parameters()))
            .train(line, 100)
            .last()
            .loss();
    assertThat(loss).isLessThan(0.01);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void whatNoMachineHasRoomFor(String name) {
    try (Backend backend = Backends.open(name)) {
      Tensor row = backend.tensor(new float[1 << 20], Shape.of(1, 1 << 20));
      Tensor column = row.reshape(1 << 20, 1);
      Class<?> refusal = name.equals("cpu") ? ShapeException.class : MemoryException.class;
      refused(backend, refusal, () -> row.add(column).sum().item());
      refused(backend, refusal, () -> column.matmul(row).sum().item());
      refused(backend, ShapeException.class, () -> backend.module(linear(1 << 20, 1 << 20)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void aModelLargerThanTheHeap(String name) {
    try (Backend backend = Backends.open(name)) {
      refused(backend, MemoryException.class, () -> backend.module(linear(MANY, MANY)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "cpu")
  void whatTheHeapHasNoRoomFor(String name) {
    try (Backend backend = Backends.open(name)) {
      Tensor row = backend.tensor(new float[MANY], Shape.of(1, MANY));
      Tensor column = row.reshape(MANY, 1);
      refused(backend, MemoryException.class, () -> row.add(column).sum().item());
      refused(backend, MemoryException.class, () -> column.matmul(row).sum().item());
      Module wide = backend.module(linear(1, MANY));
      refused(backend, MemoryException.class, () -> wide.forward(column).sum().backward());
    }
  }
}

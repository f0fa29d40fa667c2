package io.kindling.libtorch;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import io.kindling.error.MemoryException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What does not fit into memory is refused as Kindling refuses things, on every device. */
final class FullMemoryTest {
  private static final Backend BACKEND = Backends.open("libtorch");

  /**
   * The square of this is more than any address can name, so that no system pretends to have it.
   */
  private static final int LENGTH = 1 << 23;

  static List<Device> devices() {
    return BACKEND.devices();
  }

  private static void expectRefused(String operation, Runnable call) {
    for (int i = 0; i < 3; i++) { // as often as one likes
      assertThatThrownBy(call::run)
          .isExactlyInstanceOf(MemoryException.class)
          .hasMessageStartingWith(operation + ": the device must have memory for it (got ")
          .hasMessageNotContaining("\n");
    }
  }

  @ParameterizedTest
  @MethodSource("devices")
  void aTrainingGoesOnAfterAnOperationThatNeededTooMuch(Device device) {
    try (Scope run = BACKEND.scope()) {
      Module model = BACKEND.module(linear(1, 1), new TorchRandom(0)).to(device);
      Optimizer optimizer = BACKEND.optimizer(sgd(0.01).momentum(0.9), model.parameters());
      Tensor x = BACKEND.tensor(new float[] {1, 2, 3}, Shape.of(3, 1)).to(device);
      Tensor column = BACKEND.tensor(new float[LENGTH], Shape.of(LENGTH, 1)).to(device);
      Tensor row = BACKEND.tensor(new float[LENGTH], Shape.of(1, LENGTH)).to(device);
      float before = step(model, optimizer, x);
      expectRefused("matmul", () -> column.matmul(row));
      expectRefused("add", () -> column.add(row));
      assertThat(column.sum().item()).isZero();
      assertThat(step(model, optimizer, x)).isLessThan(before);
    }
  }

  @ParameterizedTest
  @MethodSource("devices")
  void soIsAModuleThatNeedsTooMuch(Device device) {
    try (Scope run = BACKEND.scope()) {
      Tensor column = BACKEND.tensor(new float[LENGTH], Shape.of(LENGTH, 1)).to(device);
      Module wide = BACKEND.module(linear(1, LENGTH)).to(device);
      expectRefused("forward", () -> wide.forward(column));
    }
  }

  private static float step(Module model, Optimizer optimizer, Tensor x) {
    optimizer.zeroGrad();
    Tensor loss = BACKEND.loss(mse()).forward(model.forward(x), x);
    loss.backward();
    optimizer.step();
    return loss.item();
  }
}

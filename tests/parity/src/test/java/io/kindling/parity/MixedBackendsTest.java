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
import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.safetensors.SafeTensors;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.core.Shape;
import io.kindling.error.BackendException;
import io.kindling.error.ClosedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two backends in one program: they do not mix, but hand each other states. */
final class MixedBackendsTest {
  private final Backend cpu = Backends.open("cpu");
  private final Backend libtorch = Backends.open("libtorch");

  private static Tensor tensor(Backend backend) {
    return backend.tensor(new float[] {1}, Shape.of(1, 1));
  }

  @Test
  void tensorsOfTwoBackendsDoNotMeet() {
    Tensor here = tensor(cpu);
    Tensor there = tensor(libtorch);
    assertThatThrownBy(() -> here.add(there))
        .isInstanceOf(BackendException.class)
        .hasMessage(
            "add: all tensors must be of one backend (got a tensor of libtorch; expected tensors of"
                + " cpu)");
    assertThatThrownBy(() -> cpu.module(linear(1, 1)).forward(there))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith("linear: all tensors must be of one backend");
    assertThatThrownBy(() -> cpu.loss(mse()).forward(there, there))
        .isInstanceOf(BackendException.class);
    Module module = libtorch.module(linear(1, 1));
    assertThatThrownBy(() -> cpu.optimizer(sgd(1), module.parameters()))
        .isInstanceOf(BackendException.class);
    assertThat(here.add(here).item()).isEqualTo(2f);
  }

  @Test
  void twoBackendsOfOneKindDoNotMixEither() {
    Tensor mine = tensor(cpu);
    Tensor other = tensor(Backends.open("cpu"));
    assertThatThrownBy(() -> mine.mul(other))
        .isInstanceOf(BackendException.class)
        .hasMessage(
            "mul: all tensors must be of one backend (got tensors of two backends that were opened"
                + " as cpu; expected tensors of one; open the backend once and share it)");
  }

  @Test
  void aClosedBackendIsClosed() {
    Backend backend = Backends.open("cpu");
    Tensor tensor = tensor(backend);
    backend.close();
    backend.close();
    assertThatThrownBy(tensor::item).isInstanceOf(ClosedException.class);
    assertThatThrownBy(() -> tensor(backend)).isInstanceOf(ClosedException.class);
    tensor.close();
  }

  @Test
  void aStateGoesFromOneToTheOther(@TempDir Path folder) throws IOException {
    Module trained = libtorch.module(linear(3, 2));
    Module copy = cpu.module(linear(3, 2)).loadStateDict(trained.stateDict());
    assertThat(copy.stateDict()).isEqualTo(trained.stateDict());
    Path file = folder.resolve("model.safetensors");
    SafeTensors.write(file, new SavedState(copy.stateDict(), Map.of()));
    assertThat(StateFile.load(file).tensors()).isEqualTo(trained.stateDict());
  }
}

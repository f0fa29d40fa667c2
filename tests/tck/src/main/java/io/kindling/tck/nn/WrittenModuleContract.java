package io.kindling.tck.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Module;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.StateFormat;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.error.BackendException;
import io.kindling.error.ClosedException;
import io.kindling.error.DTypeException;
import io.kindling.error.ShapeException;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.WrittenSpecs.Same;
import io.kindling.tck.kit.WrittenSpecs.Shifted;
import io.kindling.tck.kit.WrittenSpecs.Shrunk;
import io.kindling.tck.kit.WrittenSpecs.Unknown;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module that no engine has: its description writes it in operations, and it is one of all. */
public interface WrittenModuleContract extends BackendUnderTest {
  private Module shifted(float weight, float shift) {
    Module module = module(new Shifted(1));
    Shape one = Shape.of(1);
    return module.loadStateDict(
        Map.of(
            "weight", TensorData.of(new float[] {weight}, one),
            "shift", TensorData.of(new float[] {shift}, one)));
  }

  @Test
  default void aWrittenModuleComputesAndIsDifferentiated() {
    Module module = shifted(3, 10).eval();
    Tensor x = variable(Shape.of(2, 1), 1, 2);
    Tensor y = module.forward(x);
    assertThat(y.toFloatArray()).containsExactly(13, 16);
    weighted(y).backward();
    assertThat(gradient(x)).containsExactly(3, 6);
    assertThat(gradient(module.parameters().get(0))).containsExactly(5);
  }

  @Test
  default void itStartsFromItsDescriptionsFirstState() {
    Shifted spec = new Shifted(3);
    Map<String, TensorData> initial = spec.initialState(new TorchRandom(7));
    Module module = backend().module(spec, new TorchRandom(7));
    assertThat(module.stateDict()).isEqualTo(initial);
    assertThat(module.stateDict().keySet()).containsExactly("weight", "shift");
    assertThat(module.namedParameters().keySet()).containsExactly("weight");
    assertThat(module.parameters().get(0).requiresGrad()).isTrue();
  }

  @Test
  default void trainingUpdatesItsBuffersUnseenByTheGradient() {
    Module module = shifted(3, 10);
    Tensor x = variable(Shape.of(2, 1), 1, 2);
    Tensor y = module.forward(x);
    assertThat(values(module.stateDict(), "shift")).containsExactly(1.5f);
    assertThat(y.toFloatArray()).containsExactly(3, 6);
    y.sum().backward();
    assertThat(gradient(x)).containsExactly(3, 3);
    assertThat(module.eval().forward(x).toFloatArray()).containsExactly(4.5f, 7.5f);
    assertThat(values(module.stateDict(), "shift")).containsExactly(1.5f);
  }

  @Test
  default void theStateOfWhatIsWrittenGoesThroughAFile(@TempDir Path folder) {
    Module module = shifted(3, 10);
    Path file = folder.resolve("model");
    StateFile.save(file, new SavedState(module.stateDict(), Map.of()), StateFormat.TORCH);
    Module other = module(new Shifted(1)).loadStateDict(StateFile.load(file).tensors());
    assertThat(other.stateDict()).isEqualTo(module.stateDict());
    Tensor x = tensor(Shape.of(1, 1), 2);
    assertThat(other.eval().forward(x).toFloatArray()).containsExactly(16);
  }

  @Test
  default void whatIsWrittenMovesInPlaceWithItsGradients() {
    Module module = shifted(3, 10).eval();
    Tensor weight = module.parameters().get(0);
    module.forward(tensor(Shape.of(1, 1), 2)).sum().backward();
    module.to(Device.CPU);
    assertThat(module.parameters()).containsExactly(weight);
    assertThat(weight.device()).isEqualTo(Device.CPU);
    Tensor x = backend().tensor(new float[] {4}, Shape.of(1, 1));
    Tensor y = module.forward(x);
    assertThat(y.toFloatArray()).containsExactly(22);
    y.sum().backward();
    assertThat(gradient(weight)).containsExactly(2 + 4);
    module.to(device());
    assertThat(weight.device()).isEqualTo(device());
    assertThat(gradient(weight)).containsExactly(2 + 4);
  }

  @Test
  default void whatItReturnsIsATensorOfItsOwn() {
    Tensor x = variable(Shape.of(2), 1, 2);
    Module same = module(new Same());
    same.forward(x).close();
    Tensor y = same.forward(x);
    assertThat(y.toFloatArray()).containsExactly(1, 2);
    y.sum().backward();
    assertThat(gradient(x)).containsExactly(1, 1);
  }

  @Test
  default void itIsFreedWithItsScope() {
    Module module;
    Tensor weight;
    Tensor x = tensor(Shape.of(1, 1), 2);
    try (Scope scope = backend().scope()) {
      module = shifted(3, 10);
      weight = module.parameters().get(0);
    }
    assertThatThrownBy(() -> module.forward(x)).isInstanceOf(ClosedException.class);
    assertThatThrownBy(weight::data).isInstanceOf(ClosedException.class);
  }

  @Test
  default void wrongUseOfItIsRefusedAsOfAnyOther() {
    Module module = shifted(3, 10);
    assertThatThrownBy(() -> module.forward(integers(1)))
        .isInstanceOf(DTypeException.class)
        .hasMessageStartingWith("shifted: the tensor must hold floats");
    Module shrunk = module(new Shrunk());
    assertThatThrownBy(() -> shrunk.forward(tensor(Shape.of(2), 1, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("shrunk: a body must return the shape that its description says");
  }

  @Test
  default void aDescriptionThatNobodyCanComputeIsRefused() {
    assertThatThrownBy(() -> backend().module(new Unknown()))
        .isInstanceOf(BackendException.class)
        .hasMessage(BackendException.doesNotHave("unknown", backend().version()).getMessage());
  }
}

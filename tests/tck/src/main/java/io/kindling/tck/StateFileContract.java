package io.kindling.tck;

import static io.kindling.spec.Specs.linear;
import static io.kindling.spec.Specs.sequential;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Module;
import io.kindling.Shape;
import io.kindling.TensorData;
import io.kindling.checkpoint.SafeTensors;
import io.kindling.checkpoint.SavedState;
import io.kindling.checkpoint.StateFile;
import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State files: what was saved comes back, what is none is refused. */
public interface StateFileContract extends BackendUnderTest {
  @Test
  default void whatWasSavedComesBack(@TempDir Path folder) {
    Module model = backend().module(sequential(linear(3, 2), linear(2, 1))).to(device());
    SavedState saved =
        new SavedState(
            model.stateDict(), Map.of("kindling_model", "größer, \"quoted\"\n二", "empty", ""));
    Path file = folder.resolve("größer model.pt");
    StateFile.save(file, saved);
    SavedState loaded = StateFile.load(file);
    assertThat(loaded.tensors()).isEqualTo(saved.tensors());
    assertThat(loaded.metadata()).isEqualTo(saved.metadata());
    Module other = backend().module(sequential(linear(3, 2), linear(2, 1))).to(device());
    other.loadStateDict(loaded.tensors());
    assertThat(other.stateDict()).isEqualTo(model.stateDict());
  }

  @Test
  default void scalarsIntegersAndOddNumbersComeBack(@TempDir Path folder) {
    float[] odd = {Float.NaN, Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE};
    Map<String, TensorData> state =
        Map.of(
            "odd", TensorData.of(odd, Shape.of(2, 2)),
            "scalar", TensorData.of(new float[] {1}, Shape.scalar()),
            "count", TensorData.of(new long[] {Long.MAX_VALUE}, Shape.scalar()),
            "empty", TensorData.of(new float[0], Shape.of(0, 3)));
    Path file = folder.resolve("state");
    StateFile.save(file, new SavedState(state, Map.of()));
    assertThat(StateFile.load(file).tensors()).isEqualTo(state);
  }

  @Test
  default void everyBackendReadsSafeTensors(@TempDir Path folder) throws IOException {
    Map<String, TensorData> state = backend().module(linear(2, 1)).stateDict();
    Path file = folder.resolve("model.safetensors");
    SafeTensors.write(file, new SavedState(state, Map.of()));
    assertThat(StateFile.load(file).tensors()).isEqualTo(state);
  }

  @Test
  default void anOldFileIsReplacedAndNothingElseLeft(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.pt");
    Files.writeString(file, "old");
    StateFile.save(file, new SavedState(backend().module(linear(1, 1)).stateDict(), Map.of()));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    assertThat(StateFile.load(file).tensors()).hasSize(2);
  }

  @Test
  default void whatIsNoStateFileIsRefused(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> StateFile.load(missing))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(missing + ": the file must exist (got none; expected a file)");
    Path file = folder.resolve("odd");
    for (String contents : List.of("", "x", "PK", "PK\3\4 and so on", "{\"weight\": [1]}")) {
      Files.writeString(file, contents);
      assertThatThrownBy(() -> StateFile.load(file))
          .as("contents '%s'", contents)
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith(file + ": ");
    }
  }

  @Test
  default void everyTruncationIsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.pt");
    StateFile.save(file, new SavedState(backend().module(linear(1, 1)).stateDict(), Map.of()));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 1 + whole.length / 100) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> StateFile.load(file))
          .as("the first %s of %s bytes", length, whole.length)
          .isInstanceOf(CheckpointException.class);
    }
  }

  @Test
  default void aFolderIsNotWrittenTo(@TempDir Path folder) {
    SavedState state = new SavedState(backend().module(linear(1, 1)).stateDict(), Map.of());
    assertThatThrownBy(() -> StateFile.save(folder, state))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("is a folder");
    assertThatThrownBy(() -> StateFile.save(folder.resolve("no/such/file"), state))
        .isInstanceOf(CheckpointException.class);
  }
}

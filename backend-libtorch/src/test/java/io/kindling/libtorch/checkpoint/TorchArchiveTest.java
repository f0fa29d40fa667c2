package io.kindling.libtorch.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Shape;
import io.kindling.TensorData;
import io.kindling.checkpoint.SavedState;
import io.kindling.error.CheckpointException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives: those that C++ wrote, and names that would make one that nobody can read. */
final class TorchArchiveTest {
  private static final Backend BACKEND = Backends.open("libtorch");

  private static Path fixture(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(TorchArchiveTest.class.getResource(name)).toURI());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpp_linear_3x2.pt", "cpp210_linear_3x2.pt"})
  void readsWhatCppSavedOfALinearLayer(String name) throws Exception {
    float[] weight = {-1, -.5f, 0, .5f, 1, 1.5f};
    float[] bias = {.125f, .375f};
    assertThat(BACKEND.load(fixture(name)).tensors())
        .isEqualTo(
            Map.of(
                "weight", TensorData.of(weight, Shape.of(2, 3)),
                "bias", TensorData.of(bias, Shape.of(2))));
  }

  @Test
  void namesOfPartsAreJoinedByDots() throws Exception {
    assertThat(BACKEND.load(fixture("cpp210_sequential_4_8_1.pt")).tensors().keySet())
        .containsExactlyInAnyOrder("0.weight", "0.bias", "2.weight", "2.bias");
    SavedState mixed = BACKEND.load(fixture("cpp_archive_mixed.pt"));
    assertThat(mixed.tensors()).containsOnlyKeys("w", "buf", "child.inner");
    assertThat(mixed.metadata()).containsExactly(Map.entry("name", "hi"));
  }

  @Test
  void typesThatKindlingHasNotAreRefusedWithTheFilesName() throws Exception {
    Path file = fixture("cpp210_archive_mixed.pt");
    assertThatThrownBy(() -> BACKEND.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining("got Double; expected Float or Long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"class.weight", "a\"b", "größe", "a b", "", "weight.", ".weight", "__buffers__"})
  void namesThatNobodyCouldReadAgainAreRefused(String name, @TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("model.pt"), "old");
    Map<String, TensorData> state = Map.of(name, TensorData.of(new float[1], Shape.of(1)));
    assertThatThrownBy(() -> BACKEND.save(file, new SavedState(state, Map.of())))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("a name must be one that torch::save can keep");
    assertThat(file).hasContent("old");
  }
}

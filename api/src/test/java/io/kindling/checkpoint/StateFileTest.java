package io.kindling.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.stored.SavedState;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** State files of any form: what was saved comes back, what is none is refused. */
final class StateFileTest {
  private static final TensorData ONE = TensorData.of(new float[] {1}, Shape.of(1, 1));
  private static final SavedState STATE = new SavedState(Map.of("weight", ONE), Map.of("k", "v"));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void scalarsIntegersAndOddNumbersComeBack(StateFormat format) {
    float[] odd = {Float.NaN, Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE};
    Map<String, TensorData> state =
        Map.of(
            "odd", TensorData.of(odd, Shape.of(2, 2)),
            "scalar", TensorData.of(new float[] {1}, Shape.scalar()),
            "count", TensorData.of(new long[] {Long.MAX_VALUE}, Shape.scalar()),
            "empty", TensorData.of(new float[0], Shape.of(0, 3)));
    Path file = folder.resolve("state");
    StateFile.save(file, new SavedState(state, Map.of()), format);
    assertThat(StateFile.load(file).tensors()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "a.pt,TORCH",
    "a,TORCH",
    "a.pth,TORCH",
    "a.ckpt,TORCH",
    "a.TS,CPP",
    "a.b.torchscript,CPP",
    "x.safetensors,SAFETENSORS",
    "safetensors,TORCH",
    "ts.pt,TORCH"
  })
  void theEndingSaysTheForm(String name, StateFormat format) {
    assertThat(StateFormat.of(Path.of(name))).isEqualTo(format);
    assertThat(StateFormat.named(format.toString())).contains(format);
  }

  @ParameterizedTest
  @EnumSource
  void anOldFileIsReplacedAndNothingElseLeft(StateFormat format) throws IOException {
    Path file = Files.writeString(folder.resolve("model.pt"), "old");
    StateFile.save(file, STATE, format);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    assertThat(StateFile.load(file)).isEqualTo(STATE);
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeWrittenLeavesTheOldFile(StateFormat format) throws IOException {
    Path file = Files.writeString(folder.resolve("model.pt"), "old");
    SavedState bad = new SavedState(Map.of("\ud800", ONE), Map.of());
    assertThatThrownBy(() -> StateFile.save(file, bad, format))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file + ": ");
    assertThat(file).hasContent("old");
  }

  @Test
  void whatIsNoStateFileIsRefused() throws IOException {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> StateFile.load(missing))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            missing
                + ": the file must exist (got none; expected a file; check its name and folder)");
    assertThatThrownBy(() -> StateFile.load(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("(got a folder; expected a file; name a file in it;");
    Path pointer = folder.resolve("model.safetensors");
    Files.writeString(pointer, "version https://git-lfs.github.com/spec/v1\n");
    assertThatThrownBy(() -> StateFile.load(pointer))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(
            pointer
                + ": the file must be safetensors (got a Git LFS pointer at offset 0; expected");
    TensorData data = TensorData.full(Shape.of(9), 1);
    for (String name : List.of("whole.safetensors", "whole.pt")) {
      Path cut = folder.resolve(name);
      StateFile.save(cut, new SavedState(Map.of("weight", data), Map.of()));
      Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 40));
      assertThatThrownBy(() -> StateFile.load(cut))
          .isInstanceOf(CheckpointException.class)
          .hasMessageEndingWith("; the file is cut off: download or copy it again)");
    }
    Path file = folder.resolve("odd");
    for (String contents : List.of("", "x", "PK", "PK\3\4 and so on", "{\"weight\": [1]}")) {
      Files.writeString(file, contents);
      assertThatThrownBy(() -> StateFile.load(file))
          .as("contents '%s'", contents)
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith(file + ": ");
    }
    assertThatThrownBy(() -> StateFile.load(folder)).isInstanceOf(CheckpointException.class);
  }

  @ParameterizedTest
  @EnumSource
  void everyTruncationIsRefused(StateFormat format) throws IOException {
    Path file = folder.resolve("model.pt");
    StateFile.save(file, STATE, format);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> StateFile.load(file))
          .as("the first %s of %s bytes", length, whole.length)
          .isInstanceOf(CheckpointException.class);
    }
  }

  @Test
  void aFolderIsNotWrittenTo() {
    assertThatThrownBy(() -> StateFile.save(folder, STATE))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("is a folder");
    assertThatThrownBy(() -> StateFile.save(folder.resolve("no/such/file"), STATE))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("there is no folder");
  }

  @ParameterizedTest
  @CsvSource({"model", "state_dict", "model_state_dict"})
  void ofACheckpointTheModelIsLoaded(String name) {
    Path file = folder.resolve("checkpoint.pt");
    TorchFile.save(
        file, Map.of("epoch", 3, name, Map.of("weight", ONE), "notes", Map.of("k", "v")));
    assertThat(StateFile.load(file)).isEqualTo(STATE);
    TorchFile.save(file, Map.of("epoch", 3, "nets", List.of(1)));
    assertThatThrownBy(() -> StateFile.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("a state dict must hold tensors");
  }

  @ParameterizedTest
  @EnumSource
  void typesSharingAndNotesSurviveConversion(StateFormat format) {
    Path in = folder.resolve("in.pt");
    StoredTensor half = StoredTensor.of(StoredType.FLOAT16, Shape.of(1), new byte[] {0, 0x3e});
    TorchFile.save(in, Map.of("half", half, "tied", half), Map.of("k", "v"));
    Path out = folder.resolve("out");
    StateFile.convert(in, out, format);
    StateFile.convert(out, in, StateFormat.TORCH);
    SavedState state = StateFile.load(in);
    assertThat(state.metadata()).isEqualTo(Map.of("k", "v"));
    assertThat(state.tensors().get("half"))
        .isEqualTo(TensorData.of(new float[] {1.5f}, Shape.of(1)));
    assertThat(state.tensors().keySet()).containsExactlyInAnyOrder("half", "tied");
  }
}

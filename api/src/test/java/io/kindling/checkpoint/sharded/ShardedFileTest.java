package io.kindling.checkpoint.sharded;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.Cost;
import io.kindling.checkpoint.StateChoice;
import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.StateFormat;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model in several files is one state; an index leads nowhere but to the files beside it. */
final class ShardedFileTest {
  private static final TensorData A = TensorData.of(new float[] {1, 2}, Shape.of(2));
  private static final TensorData B = TensorData.of(new long[] {3}, Shape.scalar());
  private static final String INDEX = "model.safetensors.index.json";

  @TempDir Path folder;

  private Path index(String json) throws IOException {
    return Files.writeString(folder.resolve(INDEX), json);
  }

  private Path index(String weights, String first, String second) throws IOException {
    return index(
        """
        {"metadata": {"total_size": 16},
         "weight_map": {"%sa": "%s", "%sb": "%s"}}
        """
            .formatted(weights, first, weights, second));
  }

  private void save(String name, Map<String, TensorData> tensors) {
    StateFile.save(folder.resolve(name), new SavedState(tensors, Map.of()));
  }

  private static void refused(Path index, String message) {
    Cost cost = new Cost();
    assertThatThrownBy(() -> StateFile.load(index))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(index.getParent() + "")
        .hasMessageContaining(message);
    assertThat(cost.bytes()).isLessThan(Cost.MOST_BYTES);
  }

  @ParameterizedTest
  @CsvSource({
    "model-00001-of-00002.safetensors,model-00002-of-00002.safetensors",
    "pytorch_model-00001-of-00002.bin,pytorch_model-00002-of-00002.bin",
    "one.bin,two.safetensors"
  })
  void isOneState(String first, String second) throws IOException {
    save(first, Map.of("model.a", A));
    save(second, Map.of("model.b", B));
    Path index = index("model.", first, second);
    assertThat(StateFile.load(index).tensors()).isEqualTo(Map.of("model.a", A, "model.b", B));
    assertThat(StateFile.load(index, StateChoice.of("model")).tensors())
        .isEqualTo(Map.of("a", A, "b", B));
    Path whole = folder.resolve("whole.pt");
    StateFile.convert(index, whole, StateFormat.TORCH, StateChoice.MODEL.stripPrefix("model."));
    assertThat(StateFile.load(whole).tensors()).isEqualTo(Map.of("a", A, "b", B));
  }

  @Test
  void namesMustNotBeTooLongTogether() throws IOException {
    String name = "x".repeat(4000);
    String entries =
        IntStream.range(0, 2100)
            .mapToObj(i -> "\"" + name + i + "\":\"a\"")
            .collect(Collectors.joining(","));
    Path index = index("{\"weight_map\":{" + entries + "}}");
    assertThatThrownBy(() -> StateFile.load(index))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("the names are too long");
  }

  @Test
  void opensAFileOnlyWhenItIsAskedFor() throws IOException {
    save("one.safetensors", Map.of("a", A));
    Files.writeString(folder.resolve("two.safetensors"), "garbage");
    ShardedFile open = ShardedFile.open(index("", "one.safetensors", "two.safetensors"));
    assertThat(open.weightMap().keySet()).containsExactly("a", "b");
    assertThat(open.files()).extracting(file -> file.getFileName() + "").hasSize(2);
    assertThat(open.read(List.of("a"))).isEqualTo(Map.of("a", A));
    StoredTensor raw = requireNonNull(open.readRaw(List.of("a")).get("a"));
    assertThat(raw.type()).isEqualTo(StoredType.FLOAT32);
    assertThatThrownBy(() -> open.read(List.of("b"))).isInstanceOf(CheckpointException.class);
    assertThatThrownBy(() -> open.read(List.of("c")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("the index must list the tensor (got c;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../one.bin",
        "..",
        ".",
        "",
        ".hidden",
        "/etc/passwd",
        "sub/one.bin",
        "sub\\\\one.bin",
        "C:one.bin",
        "one.bin:stream",
        "one.bin ",
        "one.bin.",
        "one\\u0000.bin",
        "on\\u202ee.bin",
        "file:///etc/passwd"
      })
  void refusesFilesThatAreNotBesideIt(String name) throws IOException {
    save("one.bin", Map.of("a", A, "b", B));
    refused(index("", name, "one.bin"), "a shard must be a file beside its index");
  }

  @Test
  void refusesWhatIsMissingOrDiffers() throws IOException {
    save("one.bin", Map.of("a", A));
    refused(
        index("", "one.bin", "two.bin"),
        "must be beside the index (got no file two.bin; expected the 2 files that it names; fetch it");
    refused(
        index("", "three.bin", "two.bin"),
        "must be beside the index (got no file three.bin and 1 more; expected the 2 files that it");
    refused(
        index("", "two.bin", "two.bin"),
        "must be beside the index (got no file two.bin; expected the file that it names; fetch it");
    Files.createDirectory(folder.resolve("dir.bin"));
    refused(index("", "one.bin", "dir.bin"), "must be beside the index (got no file dir.bin");
    save("two.bin", Map.of("b", B, "c", B));
    refused(index("", "one.bin", "two.bin"), "got c, which the index has elsewhere");
    save("two.bin", Map.of("c", B));
    refused(index("", "one.bin", "two.bin"), "hold the tensors that its index says");
    save("two.bin", Map.of());
    refused(index("", "one.bin", "two.bin"), "got b, which is not there");
    refused(index("", "one.bin", INDEX), INDEX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"weight_map": {"a": "one.bin", "a": "one.bin"}}   | each tensor must be in one file (got a twice
          {"weight_map": {"a": "o.b"}, "weight_map": {}}      | weight_map must be there once
          {"weight_map": ["one.bin"]}                         | weight_map must be an object
          {"weight_map": {"a": 1}}                            | the file of a tensor must be a text
          {"weight_map": {}}                                  | must be the index of a sharded model
          {"architectures": ["LlamaForCausalLM"]}             | take the file that has the weights
          {"weight_map": {"a": "one.bin"}} x                  | must be JSON
          {"weight_map": {"a": "one.bin"                      | must be JSON
          """)
  void refusesOtherJson(String json, String message) throws IOException {
    save("one.bin", Map.of("a", A));
    refused(index(json), message);
  }

  @Test
  void refusesFloods() throws IOException {
    StringBuilder json = new StringBuilder("{\"weight_map\": {\"x\": \"x\"");
    for (int i = 0; i < 200_000; i++) {
      json.append(",\"").append(i).append("\":\"x\"");
    }
    refused(index(json + "}}"), "must not list too many tensors");
    refused(index("{\"weight_map\":{\"" + "n".repeat(5000) + "\":\"x\"}}"), "too long");
    refused(index("{\"weight_map\":{\"n\":\"" + "x".repeat(300) + "\"}}"), "too long");
  }
}

package io.kindling.checkpoint.torch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.checkpoint.ExpectedValues;
import io.kindling.checkpoint.Fixtures;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of Python and C++, from PyTorch 1.13 and 2.10, hold what they said when they wrote them.
 *
 * <p>{@code pointer_keys.pt} has the values of {@code linear_3x2.pt}. PyTorch 1.13's {@code
 * PyTorchFileWriter} wrote it, with a pickle that names storages by their places in memory, as 1.6
 * to 1.8 do.
 */
final class TorchFileFixturesTest {
  private static final Set<String> REFUSED =
      Set.of("malicious_os_system_REJECT.pt", "whole_module_REJECT.pt");

  static List<Arguments> readable() {
    List<Arguments> files = new ArrayList<>();
    for (String folder : List.of("good", "libtorch-1.13", "libtorch-2.10")) {
      ExpectedValues.in(folder)
          .forEach(
              (name, expected) -> {
                if (!REFUSED.contains(name)) {
                  JsonObject json = expected.getAsJsonObject();
                  files.add(
                      Arguments.of(
                          folder + "/" + name, folder.equals("good") ? json.get("content") : json));
                }
              });
    }
    return files;
  }

  @Test
  void thereIsAnExpectationForEveryFile() {
    assertThat(readable()).hasSize(29 - REFUSED.size() + 13 + 5);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readable")
  void readsEveryValueAndPropertyOfGoodFiles(String name, JsonElement expected) throws IOException {
    Path path = Fixtures.file(name);
    try (TorchFile file = TorchFile.open(path)) {
      // what torch.jit.script makes has attributes beside the state
      boolean scripted = name.contains("scripted_");
      assertThat(file.isScript()).isEqualTo(isScript(name));
      ExpectedValues.check(expected, scripted ? file.stateDict() : file.root(), file);
      assertThat(file.notes()).isEmpty();
      if (file.root() instanceof Map<?, ?> map
          && !scripted
          && map.keySet().stream().allMatch(String.class::isInstance)) {
        Map<String, Object> tree = TorchFile.loadTree(path);
        assertThat(tree.keySet()).isEqualTo(map.keySet());
        checkSame(map, tree, file);
      }
    }
  }

  private static boolean isScript(String name) {
    return name.contains("scripted_")
        || (name.startsWith("libtorch") && !name.contains("pickle_save"));
  }

  /** The values of a tree are those that the open file gives one by one. */
  private static void checkSame(@Nullable Object expected, @Nullable Object actual, TorchFile file)
      throws IOException {
    if (expected instanceof TorchTensor tensor) {
      Object read =
          tensor.type().becomes().isPresent() ? file.read(tensor) : file.readRaw(tensor).bytes();
      assertThat(actual instanceof StoredTensor stored ? stored.bytes() : actual).isEqualTo(read);
    } else if (expected instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        checkSame(entry.getValue(), ((Map<?, ?>) requireNonNull(actual)).get(entry.getKey()), file);
      }
    } else if (expected instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        checkSame(list.get(i), ((List<?>) requireNonNull(actual)).get(i), file);
      }
    } else {
      assertThat(actual).isEqualTo(expected);
    }
  }

  static Stream<Path> handmade() {
    return Fixtures.in("handmade", ".pt").stream();
  }

  @ParameterizedTest
  @MethodSource("handmade")
  void readsEveryLayoutThatPyTorchReads(Path file) throws IOException {
    Map<String, TensorData> state = TorchFile.load(file);
    TensorData weight = TensorData.of(new float[] {-1, -0.5f, 0, 0.5f, 1, 1.5f}, Shape.of(2, 3));
    TensorData bias = TensorData.of(new float[] {0.125f, 0.375f}, Shape.of(2));
    switch (requireNonNull(file.getFileName()).toString()) {
      case "ts_sequential_onefile.pt" ->
          assertThat(state).isEqualTo(TorchFile.load(Fixtures.file("good/sequential_4_8_1.pt")));
      case "ts_nested_onefile.pt" ->
          assertThat(state).isEqualTo(Map.of("0.weight", weight, "0.bias", bias));
      case "requires_grad.pt", "loc_cuda.pt" ->
          assertThat(state).isEqualTo(Map.of("weight", weight));
      default -> assertThat(state).isEqualTo(Map.of("weight", weight, "bias", bias));
    }
  }

  @Test
  void saysOfATensorWhereItWas() throws IOException {
    try (TorchFile file = TorchFile.open(Fixtures.file("handmade/loc_cuda.pt"))) {
      assertThat(weight(file).location()).isEqualTo("cuda:0");
    }
    try (TorchFile file = TorchFile.open(Fixtures.file("handmade/requires_grad.pt"))) {
      assertThat(weight(file).requiresGrad()).isTrue();
      assertThat(weight(file).location()).isEqualTo("cpu");
    }
  }

  private static TorchTensor weight(TorchFile file) {
    return requireNonNull(file.stateDict().get("weight"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tied_weights.pt", "shared_storage_views.pt"})
  void keepsWhatIsShared(String name) throws IOException {
    Path path = Fixtures.file("good/" + name);
    Map<String, TensorData> state = TorchFile.load(path);
    String first = name.startsWith("tied") ? "enc.weight" : "full";
    String same = name.startsWith("tied") ? "dec.weight" : "tied";
    assertThat(state.get(first)).isSameAs(state.get(same));
    assertThat(TorchFile.loadTree(path).get(first))
        .isInstanceOf(TensorData.class)
        .isEqualTo(state.get(first));
    try (TorchFile file = TorchFile.open(path)) {
      Set<String> records = new HashSet<>();
      file.stateDict().values().forEach(tensor -> records.add(tensor.storage()));
      assertThat(records).containsExactly("data/0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "libtorch-1.13/cpp_archive_mixed.pt, w child.inner buf",
    "libtorch-2.10/cpp210_archive_mixed.pt, w child.inner",
    "libtorch-1.13/cpp_sequential_4_8_1.pt, 0.weight 0.bias 2.weight 2.bias",
    "libtorch-2.10/cpp210_sequential_4_8_1.pt, 0.weight 0.bias 2.weight 2.bias",
    "good/scripted_sequential.pt, 0.weight 0.bias 2.weight 2.bias"
  })
  void flattensWhatCppWrote(String name, String names) throws IOException {
    assertThat(TorchFile.load(Fixtures.file(name))).containsOnlyKeys(names.split(" "));
  }

  @Test
  void keepsWhatItCannotConvert() {
    Path path = Fixtures.file("good/dtypes.pt");
    assertThatThrownBy(() -> TorchFile.load(path))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(path + ": at byte ")
        .hasMessageContaining("must be convertible to float32 or int64 (got complex64;")
        .hasMessageContaining("in Java TorchFile.loadExact reads it as it is");
    assertThat(TorchFile.loadTree(path).get("complex128")).isInstanceOf(StoredTensor.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          malicious_os_system_REJECT    | 'posix system' at byte 244 | this file would run code
          """)
  void refusesOthersByNameAndSaysWhatToDo(String name, String got, String remedy) {
    Path path = Fixtures.file("good/" + name + ".pt");
    for (ThrowingRead read : List.<ThrowingRead>of(TorchFile::load, TorchFile::loadTree)) {
      assertThatThrownBy(() -> read.of(path))
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith(path + ": ")
          .hasMessageContaining("got " + got)
          .hasMessageContaining(remedy);
    }
  }

  private interface ThrowingRead {
    Object of(Path file) throws IOException;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          good/checkpoint.pt | got 'model', a dict with 0.weight, 0.bias | TorchFile.loadTree
          good/optim_adam.pt | in an optimizer's state | take the file of the model
          """)
  void refusesAStateDictThatIsMore(String name, String got, String remedy) {
    assertThatThrownBy(() -> TorchFile.load(Fixtures.file(name)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("a state dict must hold tensors")
        .hasMessageContaining(got)
        .hasMessageContaining(remedy);
  }

  @Test
  void saysThatThereIsNoFile(@TempDir Path folder) throws IOException {
    Path none = folder.resolve("none.pt");
    assertThatThrownBy(() -> TorchFile.load(none))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            none + ": the file must exist (got none; expected a file; check its name and folder)");
    assertThatThrownBy(() -> TorchFile.load(Files.createDirectory(folder.resolve("folder.pt"))))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(
            "(got a folder; expected a file; name a file in it; of a model in several files, its index");
  }
}

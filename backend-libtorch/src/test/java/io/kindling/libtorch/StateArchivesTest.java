package io.kindling.libtorch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.StateFormat;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.CppArchive;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import io.kindling.nn.ModuleSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** LibTorch's own torch::save and torch::load, beside what Kindling writes and reads itself. */
final class StateArchivesTest {
  private static Backend libtorch;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    libtorch = Backends.open("libtorch");
  }

  @AfterAll
  static void close() {
    libtorch.close();
  }

  /** A layer, running averages, an activation between layers and one at the end. */
  private static SavedState net() {
    String spec = "sequential(linear(3,4), batch_norm_1d(4), relu(), linear(4,2), tanh())";
    libtorch.manualSeed(0);
    try (Module model = libtorch.module(ModuleSpec.parse(spec))) {
      return new SavedState(model.stateDict(), Map.of(StateFile.MODEL_NOTE, spec));
    }
  }

  @Test
  void eachReadsWhatTheOtherWrote() {
    SavedState state = net();
    Path own = folder.resolve("own.ts");
    Path java = folder.resolve("java.ts");
    StateFile.save(own, state, libtorch);
    StateFile.save(java, state, StateFormat.CPP);
    for (Path file : List.of(own, java)) {
      assertThat(StateFile.load(file)).isEqualTo(state);
      assertThat(StateFile.load(file, libtorch)).isEqualTo(state);
    }
  }

  @Test
  void keepsModulesWithoutTensorsForCpp() throws IOException {
    Path file = folder.resolve("own.ts");
    StateFile.save(file, net(), libtorch);
    try (TorchFile open = TorchFile.open(file)) {
      assertThat(((Map<?, ?>) requireNonNull(open.root())).keySet().stream().map(Object::toString))
          .contains("0", "1", "2", "3", "4");
    }
  }

  @ParameterizedTest
  @EnumSource(StoredType.class)
  void keepsEveryTypeOfNumber(StoredType type) {
    byte[] bytes = new byte[6 * type.bytes()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (type == StoredType.BOOL ? i % 2 : 37 * i + 1);
    }
    StoredTensor tensor = StoredTensor.of(type, Shape.of(2, 3), bytes);
    Path file = folder.resolve("typed.ts");
    CppArchive.save(libtorch, file, Map.of("a.b", tensor), List.of(), Map.of());
    StoredTensor read = requireNonNull(CppArchive.load(libtorch, file).tensors().get("a.b"));
    assertThat(read.type()).isEqualTo(type);
    assertThat(read.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(read.bytes()).isEqualTo(tensor.bytes());
    try (TorchFile open = TorchFile.open(file)) {
      assertThat(open.readRaw(requireNonNull(open.stateDict().get("a.b"))).bytes())
          .isEqualTo(tensor.bytes());
    }
  }

  @Test
  void storesTiedWeightsOnce() throws IOException {
    TensorData weights = TensorData.full(Shape.of(100_000), 1.5f);
    Map<String, TensorData> tied = new LinkedHashMap<>();
    tied.put("a", weights);
    tied.put("b", weights);
    Path file = folder.resolve("tied.ts");
    CppArchive.save(libtorch, file, tied, List.of(), Map.of());
    assertThat(Files.size(file)).isLessThan(600_000);
    assertThat(TorchFile.load(file)).isEqualTo(tied);
  }

  @Test
  void takesScalarsAndWhatIsEmpty() {
    Map<String, TensorData> state =
        Map.of(
            "scalar", TensorData.of(new float[] {-0f}, Shape.of()),
            "empty", TensorData.of(new float[0], Shape.of(0, 3)));
    Path file = folder.resolve("few.ts");
    StateFile.save(file, new SavedState(state, Map.of()), libtorch);
    assertThat(StateFile.load(file, libtorch).tensors()).isEqualTo(state);
    assertThat(StateFile.load(file).tensors()).isEqualTo(state);
  }

  @Test
  void givesLibTorchNothingThatIsNoArchiveOfCpp() throws IOException {
    Path python = folder.resolve("python.pt");
    TorchFile.save(python, Map.of("a", TensorData.full(Shape.of(2), 1)));
    assertThatThrownBy(() -> StateFile.load(python, libtorch))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("a file of Python's torch.save");
    Path damaged = folder.resolve("damaged.ts");
    StateFile.save(damaged, net(), libtorch);
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("running_mean")] ^= 1;
    Files.write(damaged, bytes);
    assertThatThrownBy(() -> StateFile.load(damaged, libtorch))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("must have its CRC-32");
  }

  @Test
  void refusesNamesThatCppCannotLoad() {
    Path file = folder.resolve("names.ts");
    Map<String, TensorData> state = Map.of("a b", TensorData.full(Shape.of(2), 1));
    assertThatThrownBy(() -> CppArchive.save(libtorch, file, state, List.of(), Map.of()))
        .hasMessageContaining("a name must be one that C++ can load");
    assertThat(file).doesNotExist();
  }

  @Test
  void convertsByLibTorchBothWays() {
    Path pt = folder.resolve("a.pt");
    StateFile.save(pt, net());
    Path ts = folder.resolve("a.ts");
    Path back = folder.resolve("b.pt");
    StateFile.convert(pt, ts, StateFormat.CPP, libtorch);
    StateFile.convert(ts, back, StateFormat.TORCH, libtorch);
    assertThat(StateFile.load(back)).isEqualTo(net());
    assertThatThrownBy(() -> StateFile.convert(pt, back, StateFormat.TORCH, libtorch))
        .hasMessageContaining("leave the backend out");
  }

  @Test
  void keepsNotesOfAnyText() {
    SavedState state = new SavedState(net().tensors(), Map.of("note", "ä\n\"'\\ \u0001 😀"));
    Path file = folder.resolve("notes.ts");
    StateFile.save(file, state, libtorch);
    assertThat(StateFile.load(file)).isEqualTo(state);
    SavedState zero = new SavedState(net().tensors(), Map.of("note", "a\0b"));
    assertThatThrownBy(() -> StateFile.save(file, zero, libtorch))
        .hasMessageContaining("NUL at character 1");
    assertThat(StateFile.load(file)).isEqualTo(state);
  }
}

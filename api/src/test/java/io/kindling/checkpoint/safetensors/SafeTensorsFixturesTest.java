package io.kindling.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.safetensors.SafeTensorsFile.Entry;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The good and the bad files, with the verdicts of the reference or our stricter ones. */
final class SafeTensorsFixturesTest {
  @TempDir Path folder;

  private static Path fixture(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(SafeTensorsFixturesTest.class.getResource(name + ".safetensors"))
            .toURI());
  }

  private static List<Path> fixtures(String kind) throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(fixture("ok/empty").resolveSibling("../" + kind))) {
      return files.sorted().toList();
    }
  }

  static List<Path> good() throws IOException, URISyntaxException {
    return fixtures("ok");
  }

  static List<Path> bad() throws IOException, URISyntaxException {
    return fixtures("bad");
  }

  /** In the folder of bad files, yet fine: notes of null, other fields, any name, space first. */
  private static boolean isFine(Path file) {
    return file.getFileName().toString().matches("(41|42|51|53)_.*");
  }

  @ParameterizedTest
  @MethodSource("good")
  void listsEveryGoodFile(Path file) throws IOException {
    try (SafeTensorsFile open = SafeTensorsFile.open(file)) {
      for (Entry entry : open.tensors().values()) {
        if (!entry.dtype().equals("U64")) {
          assertThat(open.read(entry.name()).shape()).isEqualTo(entry.shape());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bad")
  void refusesEveryBadFileWithItsNameAndTheByte(Path file) throws IOException {
    if (isFine(file)) {
      SafeTensors.read(file);
    } else {
      assertThatThrownBy(() -> SafeTensors.read(file))
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith(file + ": at byte ");
    }
  }

  @Test
  void theFixturesAreAllThere() throws Exception {
    assertThat(good()).hasSize(11);
    assertThat(bad()).hasSize(37);
    assertThat(bad().stream().filter(SafeTensorsFixturesTest::isFine)).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "empty",
        "empty_metadata_only",
        "huge_shape_times_zero",
        "linear_3x2",
        "nan_inf",
        "scalar_and_zero"
      })
  void writesTheSameBytesAsTheReference(String name) throws Exception {
    Path file = fixture("ok/" + name);
    Path copy = folder.resolve("copy");
    SafeTensors.write(copy, SafeTensors.read(file));
    assertThat(copy).hasSameBinaryContentAs(file);
  }

  @Test
  void readsTheValuesOfEveryTypeThatBecomesAFloatOrAnInteger() throws Exception {
    try (SafeTensorsFile open = SafeTensorsFile.open(fixture("ok/all_dtypes"))) {
      assertThat(open.tensors()).hasSize(15);
      for (String name : List.of("f64", "f32", "f16", "bf16")) {
        assertThat(open.read(name)).isEqualTo(TensorData.of(new float[] {1.5f}, Shape.of(1)));
      }
      Map<String, Long> integers =
          Map.of(
              "i64",
              -(1L << 62),
              "i32",
              -7L,
              "u32",
              4294967295L,
              "i16",
              -3L,
              "u16",
              65535L,
              "i8",
              -5L,
              "u8",
              250L,
              "bool",
              1L);
      for (Map.Entry<String, Long> integer : integers.entrySet()) {
        assertThat(open.read(integer.getKey()))
            .as(integer.getKey())
            .isEqualTo(TensorData.of(new long[] {integer.getValue()}, Shape.of(1)));
      }
      assertThat(open.read("f8a").floats().get(0)).isEqualTo(1.5f);
      assertThat(open.read("f8b").floats().get(0)).isEqualTo(1.5f);
      assertThatThrownBy(() -> open.read("u64"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("tensor 'u64' must be of a type that can be read (got U64;");
      assertThat(open.readRaw("u64").type()).isEqualTo(StoredType.UINT64);
    }
  }

  @Test
  void readsNamesOfAllLanguages() throws Exception {
    SavedState state = SafeTensors.read(fixture("ok/unicode_names"));
    assertThat(state.tensors()).containsOnlyKeys("héllo.世界.😀", "tab\tquote\"");
    Path copy = folder.resolve("copy");
    SafeTensors.write(copy, state);
    assertThat(SafeTensors.read(copy)).isEqualTo(state);
    String written = new String(Files.readAllBytes(copy), StandardCharsets.UTF_8);
    assertThat(written).contains("\"tab\\tquote\\\"\"", "héllo.世界.😀");
  }

  @Test
  void keepsNotesAndOrder() throws Exception {
    SavedState state = SafeTensors.read(fixture("ok/linear_3x2"));
    assertThat(state.metadata()).containsExactly(Map.entry("format", "pt"));
    assertThat(state.tensors().keySet()).containsExactly("bias", "weight");
    assertThat(state.tensors().get("weight"))
        .isEqualTo(TensorData.of(new float[] {-1, -0.5f, 0, 0.5f, 1, 1.5f}, Shape.of(2, 3)));
  }
}

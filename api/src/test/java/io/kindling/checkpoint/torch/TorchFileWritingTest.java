package io.kindling.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.zip.ByteSource;
import io.kindling.checkpoint.zip.TorchArchive;
import io.kindling.checkpoint.zip.ZipLimits;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A file is named and annotated as asked, and what cannot be saved leaves none. */
final class TorchFileWritingTest {
  private static final TensorData MATRIX = TensorData.full(Shape.of(2, 2), 3);

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("model.pt");
  }

  @ParameterizedTest
  @CsvSource({
    "awesome_model.pt, awesome_model",
    "a.b.pth, a.b",
    "plain, plain",
    ".pt, archive",
    "mit ümlaut.pt, mit ümlaut"
  })
  void namesTheRootAfterTheFile(String name, String root) throws IOException {
    Path file = folder.resolve(name);
    TorchFile.save(file, Map.of("weight", MATRIX));
    TorchArchive archive =
        TorchArchive.of(
            "model.pt",
            ByteSource.of(ByteBuffer.wrap(Files.readAllBytes(file))),
            ZipLimits.DEFAULT);
    assertThat(archive.root()).isEqualTo(root);
    assertThat(TorchFile.load(file)).containsOnlyKeys("weight");
  }

  @Test
  void keepsNotesBesideEitherForm() throws IOException {
    Map<String, String> notes = Map.of("spec", "linear(1, 1)", "größe", "\"\\\n\u0001😀");
    TorchFile.save(file(), Map.of("weight", MATRIX), notes);
    assertThat(notesOfFile()).isEqualTo(notes);
    TorchFile.saveForCpp(file(), Map.of("weight", MATRIX), List.of(), notes);
    assertThat(notesOfFile()).isEqualTo(notes);
    TorchFile.save(file(), Map.of("weight", MATRIX));
    assertThat(notesOfFile()).isEmpty();
  }

  private Map<String, String> notesOfFile() throws IOException {
    try (TorchFile open = TorchFile.open(file())) {
      return open.notes();
    }
  }

  /** By name, because some of them have no end as text. */
  static Stream<Arguments> unwritable() {
    List<Object> circle = new ArrayList<>();
    circle.add(circle);
    Map<String, Object> self = new LinkedHashMap<>();
    self.put("self", self);
    Object deep = MATRIX;
    for (int i = 0; i < 100_000; i++) {
      deep = List.of(deep);
    }
    Object laughs = List.of();
    for (int i = 0; i < 40; i++) {
      laughs = List.of(laughs, laughs);
    }
    return Stream.of(
        unwritable("a map in itself", self),
        unwritable("a list in itself", Map.of("circle", circle)),
        unwritable("too deep a list", Map.of("deep", deep)),
        unwritable("too much sharing", Map.of("laughs", laughs)),
        unwritable("another class", Map.of("other", new Object())),
        unwritable("an array", Map.of("array", new float[1])),
        unwritable("half a character", Map.of("half", "\ud800")),
        unwritable("half a character in a key", Map.of("\udc00", 1L)),
        unwritable("a key that may change", Map.of("key", Map.of(List.of(0.5), 1L))),
        unwritable("a key twice", Map.of("key", Map.of(1, "int", 1L, "long"))),
        unwritable("too long a text", Map.of("long", "x".repeat(17 << 20))));
  }

  private static Arguments unwritable(String what, Map<String, ?> values) {
    return Arguments.of(Named.of(what, values));
  }

  @ParameterizedTest
  @MethodSource("unwritable")
  void writesNothingThatItCouldNotReadAgain(Map<String, ?> values) throws IOException {
    TorchFile.save(file(), Map.of("old", MATRIX));
    byte[] old = Files.readAllBytes(file());
    assertThatThrownBy(() -> TorchFile.save(file(), values))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file() + ": ");
    assertThat(file()).hasBinaryContent(old);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
  }

  @ParameterizedTest
  @CsvSource({"a..b", "'a b'", "''", "weight.weight", "a/b"})
  void writesNothingForCppThatItCouldNotLoad(String name) {
    assertThatThrownBy(() -> TorchFile.saveForCpp(file(), Map.of("weight", MATRIX, name, MATRIX)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file() + ": ");
    assertThat(file()).doesNotExist();
  }

  @Test
  void refusesNotesThatNobodyCouldRead() {
    for (Map<String, String> notes :
        List.of(Map.of("half", "\ud800"), Map.of("long", "x".repeat(9 << 20)))) {
      assertThatThrownBy(() -> TorchFile.save(file(), Map.of(), notes))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("notes must be texts of a valid size");
      assertThat(file()).doesNotExist();
    }
  }

  @Test
  void saysWhyItCannotWrite() {
    Path file = folder.resolve("no folder").resolve("model.pt");
    assertThatThrownBy(() -> TorchFile.save(file, Map.of()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file + ": the file must be writable (got ");
  }
}

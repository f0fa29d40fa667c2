package io.kindling.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.CheckpointException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists in a file's notes. */
final class NotesTest {
  private static Notes notes(String text) {
    return new Notes(Path.of("model.pt"), Map.of("key", text));
  }

  @Test
  void listsAreLinesOfCsv() {
    assertThat(Notes.text(List.of(List.of("a", "b c"), List.of("1", "2")))).isEqualTo("a,b c\n1,2");
    assertThat(Notes.text(List.of(List.of("a,b", "\"", "c\nd", "e\rf", ""))))
        .isEqualTo("\"a,b\",\"\"\"\",\"c\nd\",\"e\rf\",\"\"");
    assertThat(Notes.text(List.of(List.of("#a", "#b", "c#")))).isEqualTo("\"#a\",#b,c#");
  }

  @Test
  void whatIsWrittenIsRead() {
    List<List<String>> lists =
        List.of(
            List.of("", "#", "a\"b", " c ", "d\n\n"), List.of("\"", ",", "\"\",\n", "é二", "e\r"));
    assertThat(notes(Notes.text(lists)).findLists("key")).isEqualTo(lists);
    assertThat(notes("\"\"").list("key")).containsExactly("");
    assertThat(notes("a\"b,c\n\n").list("key")).containsExactly("a\"b", "c");
    assertThat(notes("a,").list("key")).containsExactly("a", "");
    assertThat(notes("a").findLists("another")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\"a", "\"a\"b", "a,b\nc", "a\nb"})
  void whatIsNoListIsRefused(String text) {
    assertThatThrownBy(() -> notes(text).list("key"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(
            "model.pt: the notes in the file must fit the model in it (got key ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aDamagedNoteIsShownShort() {
    assertThat(notes("\u001b" + "x".repeat(1_000_000)).damaged("key").getMessage())
        .contains("?xxx")
        .hasSizeLessThan(300);
  }

  @Test
  void aMissingNoteIsNamed() {
    assertThatThrownBy(() -> notes("a").get("kindling_model"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("no kindling_model");
  }
}

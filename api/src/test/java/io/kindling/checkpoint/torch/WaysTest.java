package io.kindling.checkpoint.torch;

import static io.kindling.checkpoint.torch.HostilePickle.text;
import static io.kindling.checkpoint.torch.HostilePickle.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.StateChoice;
import io.kindling.checkpoint.StateFile;
import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One way leads to one part, and every part that is shown has one. */
final class WaysTest {
  /** {@code {'a.b': {one}, 'a': {'b': {two}}, '0': {three}, 0: {four}, '': {five}}}. */
  private static final String UNCLEAR =
      "}("
          + text("a.b")
          + state("one")
          + text("a")
          + "}"
          + text("b")
          + state("two")
          + "s"
          + text("0")
          + state("three")
          + "K\0"
          + state("four")
          + text("")
          + state("five")
          + "u";

  @TempDir Path folder;

  private static String state(String name) {
    return "}" + text(name) + view("K\0", "K\2\u0085", "K\1\u0085") + "s";
  }

  private Path file(String instructions) throws IOException {
    return Files.write(folder.resolve("model.pt"), HostilePickle.file(instructions));
  }

  private Map<String, ?> part(String instructions, String entry) throws IOException {
    return StateFile.load(file(instructions), StateChoice.of(entry)).tensors();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          'a.b',   one
          'a'.b,   two
          'a'.'b', two
          '0',     three
          [0],     four
          '',      five
          """)
  void keysInQuotesAreTheKeysOfThatText(String entry, String name) throws IOException {
    assertThat(part(UNCLEAR, entry)).containsOnlyKeys(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          a.b | 'a.b', 'a'.'b'
          0   | '0', [0]
          """)
  void neverTakesTheFirstOfTwo(String entry, String ways) {
    assertThatThrownBy(() -> part(UNCLEAR, entry))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("the entry '" + entry + "' must lead to one value (got 2 values: ")
        .satisfies(e -> assertThat(e).hasMessageContainingAll(ways.split(", ")));
  }

  /** The remedy of the message is taken as it stands. */
  @Test
  void theStatesThatAreToldAreWays() {
    assertThatThrownBy(() -> StateFile.load(file(UNCLEAR)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("the states 'a.b', 'a'.b, '0', [0], ''");
  }

  /** A dict of somebody's own class, and a tuple with names. */
  @Test
  void partsOfObjectsHaveWays() throws IOException {
    String dict = "cm\nHyper\n)\u0081(" + text("net") + state("one") + "u";
    String made = "cm\nPair\n(K\1" + state("two") + "t\u0081";
    String file = "}(" + text("d") + dict + text("p") + made + "u";
    assertThat(part(file, "d.net")).containsOnlyKeys("one");
    assertThat(part(file, "p.1")).containsOnlyKeys("two");
    assertThatThrownBy(() -> StateFile.load(file(file)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("(got the states d.net, p.1; ");
  }

  /** What was found before is found still: objects are looked into where there is nothing else. */
  @Test
  void aStateBesideObjectsIsTheOne() throws IOException {
    String object = "cm\nEma\n)\u0081}" + text("shadow") + state("two") + "sb";
    Path file = file("}(" + text("ema") + object + text("net") + state("one") + "u");
    assertThat(StateFile.load(file).tensors()).containsOnlyKeys("one");
    assertThat(StateFile.load(file("}" + text("ema") + object + "s")).tensors())
        .containsOnlyKeys("two");
  }
}

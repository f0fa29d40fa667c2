package io.kindling.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts of others on a terminal. */
final class PrintableTest {
  @Test
  void aLineBreakWithTheSpaceAroundItIsOneSpace() {
    assertThat(Printable.line(" one \r\n\t two\u2028three ")).isEqualTo("one two three");
  }

  @Test
  void whatSteersATerminalIsVisible() {
    assertThat(Printable.line("a\u001B[31mb\u0007c\u009Bd\u202Ee")).isEqualTo("a?[31mb?c?d?e");
  }

  @Test
  void aCellIsShortened() {
    assertThat(Printable.cell("x".repeat(5_000_000))).hasSize(100).endsWith("…");
  }

  @Test
  void aTableIsDrawnOfCellsThatAreShortAndVisible() {
    String table = Grid.text(List.of("la\u001Bbel"), List.of(List.of("y".repeat(3_000_000))));
    assertThat(table).hasSizeLessThan(1000).contains("la?bel").doesNotContain("\u001B");
  }

  @Test
  void spacesWithoutEndTakeNoLongerThanTheirLength() {
    assertThat(Printable.line("a" + " ".repeat(2_000_000) + "\nb")).isEqualTo("a b");
  }
}

package io.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.error.DataException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The command says what the API says in its own words, and leaves what others say alone. */
final class CommandWordsTest {
  private static final CommandSpec TRAIN = new CommandLine(new TrainCommand()).getCommandSpec();

  private static String said(String operation, String got, String nextStep) {
    return CommandWords.of(new DataException(operation, "rule", got, "expected", nextStep), TRAIN);
  }

  @Test
  void whatTheApiNamesBecomesAnOption() {
    assertThat(said("device", "none", "take that part with --entry a or StateChoice.of(\"a\")"))
        .isEqualTo("--device: rule (got none; expected expected; take that part with --entry a)");
  }

  /** From each place a pattern would go to the end: of a megabyte, for hours. */
  @Test
  void whatStandsInAFileIsNotSearched() {
    String cell = "--entry ".repeat(1 << 17);
    assertThat(said("x.csv", cell, "mend it")).startsWith("x.csv: rule (got --entry --entry ");
  }
}

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

  @Test
  void anOptionThatTheCommandHasNotIsNoAdvice() {
    CommandSpec convert = new CommandLine(new ConvertCommand()).getCommandSpec();
    CommandSpec predict = new CommandLine(new PredictCommand()).getCommandSpec();
    String cuda = "cuda is a device: backend libtorch with device cuda";
    DataException error = new DataException("a", "b", "c", "d", cuda);
    assertThat(CommandWords.of(error, convert)).endsWith("cuda is a device: --backend libtorch)");
    assertThat(CommandWords.of(error, TRAIN)).endsWith("--backend libtorch --device cuda)");
    DataException nested = new DataException("a", "b", "c", "d", "leave the columns out");
    assertThat(CommandWords.of(nested, predict)).endsWith("; leave the columns out)");
    assertThat(CommandWords.of(nested, TRAIN)).endsWith("; leave them out with --exclude)");
  }

  @Test
  void aCellStaysAsItIs() {
    assertThat(said("x.csv", "'separator(\";\")'", "mend it"))
        .isEqualTo("x.csv: rule (got 'separator(\";\")'; expected expected; mend it)");
  }

  /** From each place a pattern would go to the end: of a megabyte, for hours. */
  @Test
  void whatStandsInAFileIsNotSearched() {
    String cell = "--entry ".repeat(1 << 17);
    assertThat(said("x.csv", cell, "mend it")).startsWith("x.csv: rule (got --entry --entry ");
  }
}

package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells, names and numbers that {@code fit}, {@code path} and {@code moments} are given. */
final class FitInputTest {
  private static final String LINE = "x,y\n1,2\n2,3\n3,5\n4,4\n";

  @TempDir Path folder;

  private Path csv(String text) throws IOException {
    return Files.writeString(folder.resolve("n.csv"), text);
  }

  private static Run typed(String command, Path table, String words) {
    List<Object> all = new ArrayList<>(List.of(command, table));
    if (!words.isEmpty()) {
      all.addAll(List.of(words.split(" ")));
    }
    return kindling(all.toArray());
  }

  /** The one line of a command that takes no such thing. */
  private static String refusal(String command, Path table, String words) {
    Run run = typed(command, table, words);
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    return run.err();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e-99999999999", "-1e-999999999", "1e99999999999"})
  void aCellBeyondAllNumbersIsNamed(String cell) throws IOException {
    Path table = csv("x,y\n1,2\n" + cell + ",3\n3,5\n");
    for (String words : List.of("", " --missing drop", " --poly x:3", " --by y --features x")) {
      assertThat(refusal("fit", table, "--target y" + words)).contains("n.csv, line 3, column x: a");
    }
    assertThat(refusal("moments", table, "")).contains("n.csv, line 3, column x: a");
    assertThat(refusal("moments", table, "--features y --weights x")).contains("line 3, column x");
    assertThat(refusal("path", table, "--target y --folds 2")).contains("line 3, column x");
  }

  @ParameterizedTest
  @CsvSource({
    "1e999999999, λ must be one that float64 has room for (got 1E+999999999;",
    "1e-999999999, λ must be one that float64 has room for (got 1E-999999999;",
    "1e-99999999999, λ must be one that float64 has room for",
    "1e309, λ must be one that float64 has room for",
    "many, 'many' is not a number"
  })
  void aPenaltyIsANumberOfFloat64(String ridge, String said) throws IOException {
    assertThat(refusal("fit", csv(LINE), "--target y --ridge " + ridge))
        .contains("--ridge")
        .contains(said);
  }

  @Test
  void thatMayBeAsLargeAsAny() throws IOException {
    for (String ridge : List.of("1e300", "1e-1000", "0e999999999")) {
      Run run = typed("fit", csv(LINE), "--target y --ridge " + ridge);
      assertThat(run.err()).isEmpty();
    }
  }
}

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
    Path table = csv("g,x,y\n7,1,2\n7," + cell + ",3\n7,3,5\n");
    for (String words : List.of("", " --missing drop", " --poly x:3", " --by g")) {
      assertThat(refusal("fit", table, "--target y" + words))
          .contains("n.csv, line 3, column x: a");
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
  void namesMayHaveCommas() throws IOException {
    Path table = csv("\"c,d\",e,\"f,g\",y\n1,2,a,3\n2,5,b,4\n3,1,a,7\n4,4,b,9\n5,2,a,8\n6,9,b,1\n");
    for (String words : List.of("c,d:2", "e:2,\"c,d:2\"", "e:2 --poly c,d:2")) {
      assertThat(
              typed("fit", table, "--target y --features c,d --features e --poly " + words).out())
          .contains("| c,d^2 ");
    }
    for (String words : List.of("c,d:e", "\"c,d:e\"", "\"e:e\",\"c,d:e\"")) {
      assertThat(typed("fit", table, "--target y --interactions " + words).out())
          .contains("| c,d:e ");
    }
    for (String words : List.of("f,g", "\"f,g\"")) {
      assertThat(typed("fit", table, "--target y --by " + words).out())
          .contains("| f,g | rows |", "| a ", "| b ");
    }
    assertThat(refusal("fit", table, "--target y --poly c,d"))
        .contains("--poly: there must be a column and the highest power");
    assertThat(refusal("fit", table, "--target y --by e,f,g"))
        .contains("there must be a column 'f'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --errors cluster: | --errors: there must be such errors (got 'cluster:'; expected ols, HC0,
          --by x            | --by: there must be a column that explains beside those that tell groups apart (got x
          --by x,           | --by must name columns (got 'x,'; expected COL[,COL])
          --by x,x          | --by: a column must be named only once (got 'x,x'; expected it once)
          """)
  void whatIsLeftOutOfAnOptionIsSaid(String words, String said) throws IOException {
    assertThat(refusal("fit", csv(LINE), "--target y " + words)).contains(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fit     | --missing drop  | --missing is for tables
          fit     | --categorical x | --categorical is for tables
          fit     | --date-parts    | --date-parts is for tables
          fit     | --separator ;   | --separator: it is for tables that are text (got
          fit     | --jdbc jdbc:x   | --data and --jdbc exclude each other
          path    | --missing drop  | --missing is for tables
          path    | --encoding UTF-8 | --encoding: it is for tables that are text (got
          moments | --weights x     | --weights is for tables
          moments | --missing drop  | --missing is for tables
          moments | --decimal ,     | --decimal: it is for tables that are text (got nothing but
          """)
  void whatIsForTablesIsRefusedForSums(String command, String words, String said)
      throws IOException {
    Path sums = folder.resolve("n.kstat");
    assertThat(kindling("moments", csv(LINE), "--out", sums).code()).isZero();
    String all = command.equals("moments") ? words : "--target y " + words;
    assertThat(refusal(command, sums, all)).contains(said);
  }

  @Test
  void rowsThatSumsLeaveOutAreCounted() throws IOException {
    Path table = csv("x,y,w\n1,2,1\n,3,1\n2,,0\n3,5,\n4,4,0\n5,1,2\n");
    assertThat(typed("moments", table, "--missing drop --weights w").out())
        .startsWith("2 rows, which count 3\nleft out: 3 rows with missing cells\n");
    assertThat(typed("moments", table, "--missing drop --features x").out())
        .startsWith("5 rows\nleft out: 1 row with missing cells\n");
    assertThat(typed("moments", table, "--missing drop --json").out())
        .startsWith("{\"rows\":3,\"left_out_rows\":3,");
    Path sums = folder.resolve("n.kstat");
    String words = table + " --missing drop --features y --out " + sums;
    assertThat(typed("moments", table, words).out())
        .startsWith("10 rows\nleft out: 2 rows with missing cells\n");
    assertThat(typed("moments", sums, "").out()).startsWith("10 rows\n+");
    assertThat(typed("moments", sums, "--missing drop --forget " + table).out())
        .startsWith("5 rows\n+");
  }

  @Test
  void tablesBesideSumsAreReadAsTheyAreWritten() throws IOException {
    Path sums = folder.resolve("n.kstat");
    Path table = csv("x;y\n1;2\n;3\n2;5\n");
    String words = "--separator ; --missing drop";
    assertThat(typed("moments", table, words + " --out " + sums).code()).isZero();
    assertThat(typed("moments", sums, table + " " + words).out()).startsWith("4 rows");
    assertThat(typed("moments", sums, "--forget " + table + " " + words).out())
        .startsWith("0 rows");
  }

  @Test
  void thatMayBeAsLargeAsAny() throws IOException {
    for (String ridge : List.of("1e300", "1e-1000", "0e999999999")) {
      Run run = typed("fit", csv(LINE), "--target y --ridge " + ridge);
      assertThat(run.err()).isEmpty();
    }
  }
}

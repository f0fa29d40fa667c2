package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table that judges is written, and named, as one that is trained on. */
final class JudgingTableTest {
  private static final String ROWS = "y,x\n3,1\n9.5,4\n-5,-3\n";
  private static final Path PARQUET =
      Path.of("../extensions/parquet/src/test/resources/io/kindling/parquet/zstd.parquet");

  @TempDir Path folder;
  private Path table;
  private Path rows;

  @BeforeEach
  void write() throws IOException {
    table = csv("table.csv", "x,y\n0,1\n1,3.5\n2,5\n3,6.5\n");
    rows = csv("rows.csv", ROWS);
  }

  private Path csv(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Run train(Object... more) {
    List<Object> words = new ArrayList<>(List.of("train", table, "--target=y"));
    words.addAll(Arrays.asList(more));
    return kindling(words.toArray());
  }

  private Run judgedBy(Object judging) {
    return train("--validation", judging, "--test", judging);
  }

  private void same(Run run) {
    assertThat(run.err()).isEmpty();
    assertThat(run.out().replaceFirst("separated by .*\n", "")).isEqualTo(judgedBy(rows).out());
    assertThat(run.out()).contains("\nvalidation: R2 ", "\ntest: R2 ");
  }

  private static void refused(Run run, String message) {
    assertThat(run.err()).isEqualTo("kindling: " + message + "\n");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void itMayBeInSeveralFiles() throws IOException {
    Path first = csv("part-1.csv", "y,x\n3,1\n");
    Path second = csv("part-2, the rest.csv", "x;y\n4;9.5\n-3;-5\n");
    same(judgedBy(folder.resolve("part-*.csv")));
    same(judgedBy(first + ",\"" + second + "\""));
    same(train("--test", first, "--validation", first, "--test", second, "--validation", second));
    csv("part-3.csv", "x,z\n1,1\n");
    for (String option : List.of("--validation", "--test")) {
      refused(
          train(option, folder.resolve("part-*.csv")),
          folder.resolve("part-3.csv")
              + ", line 1: tables that are joined must have the same columns (got no y, but z;"
              + " expected the columns of "
              + first
              + ")");
      refused(
          train(option, folder.resolve("none-*.csv")),
          option
              + ": there must be a file that fits '"
              + folder.resolve("none-*.csv")
              + "' (got none; expected one at least)");
      refused(
          train(option, folder.resolve("part-*.csv"), "--history", second),
          "--history: a file must not be written over another of the same command (got "
              + second
              + ", as "
              + option
              + "; expected another file)");
    }
  }

  @Test
  void itMayBeWrittenInAnyWay() throws IOException {
    same(judgedBy(csv("tabs.txt", ROWS.replace(",", "\t"))));
    same(judgedBy(Files.write(folder.resolve("u"), ROWS.getBytes(StandardCharsets.UTF_16))));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(ROWS.getBytes(StandardCharsets.UTF_8));
    }
    same(judgedBy(Files.write(folder.resolve("packed.csv"), packed.toByteArray())));
  }

  @Test
  void itMayBeParquet() throws IOException {
    StringBuilder text = new StringBuilder("id,x\n");
    for (int i = 0; i < 1000; i++) {
      text.append(i + "," + i / 7.0 + "\n");
    }
    Path plain = csv("plain.csv", text.toString());
    Object[] usual = {"train", plain, "--target=id", "--features=x", "--test"};
    assertThat(judged(usual, PARQUET)).isEqualTo(judged(usual, plain));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--validation", "--test"})
  void itMayBeStandardInput(String option) {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(ROWS.getBytes(StandardCharsets.UTF_8)));
      assertThat(train(option, "-")).isEqualTo(train(option, rows));
      System.setIn(new ByteArrayInputStream("x,y\n1,a\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(train(option, "-").err())
          .startsWith("kindling: standard input, line 2, column y: a cell must hold a number");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void standardInputIsTakenOnce() {
    String end = "; expected one -; name a file)";
    refused(
        kindling("train", "-", "--target=y", "--validation=-"),
        "--validation: standard input can be taken once (got - for --data and --validation" + end);
    refused(
        train("--validation=-", "--test=-"),
        "--test: standard input can be taken once (got - for --validation and --test" + end);
    refused(
        kindling("predict", "-", "-", "--model-file", table),
        "--data: standard input can be taken once (got - for --data and --data" + end);
  }

  @Test
  void howTextIsWrittenIsAboutAllThatIsText() throws IOException {
    Path commas = csv("commas.csv", "id#x\n0#0\n7#1,0\n");
    Object[] words = {
      "train", PARQUET, "--target=id", "--features=x", "--separator=#", "--decimal=,", "--test"
    };
    assertThat(judged(words, commas).out()).contains("\ntest: R2 1.0000");
    refused(
        judged(words, PARQUET),
        "--separator: it is for tables that are text (got "
            + PARQUET
            + " is a Parquet file; expected CSV, or no --separator)");
  }

  @Test
  void aShareIsNoFileBesideOthers() {
    refused(
        train("--validation=0.2", "--validation", rows),
        "--validation must be one share, or files (got 0.2, "
            + rows
            + ") (see kindling train --help)");
    refused(
        train("--folds=2", "--validation", rows),
        "--folds and --validation exclude each other (see kindling train --help)");
  }

  @Test
  void aDatabaseAnswersMoreThanOneQuery() throws IOException, SQLException {
    String name = "jdbc:h2:mem:" + UUID.randomUUID();
    try (Connection connection = DriverManager.getConnection(name)) {
      connection
          .createStatement()
          .execute("CREATE TABLE ps AS SELECT * FROM CSVREAD('" + table + "')");
      connection
          .createStatement()
          .execute("CREATE TABLE rs AS SELECT * FROM CSVREAD('" + rows + "')");
      String select = "SELECT CAST(x AS DOUBLE) AS \"x\", CAST(y AS DOUBLE) AS \"y\" FROM ";
      String main = "--query=" + select + "ps";
      String validation = "--validation-query=" + select + "rs";
      String test = "--test-query=" + select + "rs";
      Object[] on = {"train", "--target=y", "--jdbc=" + name, main};
      Run all = judged(on, validation, test);
      same(all);
      same(judged(on, "--validation", rows, test));
      same(
          judged(
              new Object[] {"train", table, "--target=y"}, "--test", rows, "--validation", rows));
      assertThat(judged(on, "--test-query=SELECT nothing FROM rs").err())
          .startsWith("kindling: test query: the database must answer it (got Column \"NOTHING\"");
      assertThat(judged(on, "--validation-query=SELECT 1 AS \"x\", 'a' AS \"y\"").err())
          .startsWith("kindling: validation query, row 1, column y: a cell must hold a number");
      resumes(on, validation);
    }
    refused(
        train("--test-query=SELECT 1"),
        "--test-query needs --jdbc URL (see kindling train --help)");
    refused(
        train("--test=" + rows, "--test-query=SELECT 1"),
        "--test and --test-query exclude each other (see kindling train --help)");
    refused(
        train("--validation=0.2", "--validation-query=SELECT 1"),
        "--validation and --validation-query exclude each other (see kindling train --help)");
  }

  private static Run judged(Object[] words, Object... more) {
    return kindling(with(words, more));
  }

  private static Object[] with(Object[] words, Object... more) {
    return Stream.of(words, more).flatMap(Arrays::stream).toArray();
  }

  private void resumes(Object[] begun, String validation) {
    Path model = folder.resolve("m.pt");
    Object[] saving = {"--epochs=2", "--optimizer=adam()", "--checkpoint-every=1", "--save", model};
    assertThat(judged(with(begun, validation), saving).err()).isEmpty();
    Object[] again = {"train", "--resume", model, "--epochs=3"};
    Object[] asked = with(again, begun[2], begun[3]);
    refused(
        judged(asked),
        "--resume: the table that the training began with must be there (got an answer of a"
            + " database, which a checkpoint does not name; expected it; say --validation-query"
            + " again)");
    assertThat(judged(asked, validation).out()).contains("\nepoch 3, loss ", ", validation loss ");
    again[3] = "--epochs=4";
    assertThat(judged(again, "--data", table, "--validation", rows).err()).isEmpty();
    assertThat(judged(again, "--data", table, "--validation", table).err())
        .contains("--resume: the data must be those that the training began with (got others in ");
    again[3] = "--epochs=5";
    assertThat(judged(again, "--data", table, "--validation=0.5").err())
        .contains("got --validation was " + rows);
  }

  @Test
  void aTrainingGoesOnWithAllFiles() throws IOException {
    csv("part-1.csv", "y,x\n3,1\n");
    Path second = csv("part-2.csv", "x,y\n4,9.5\n-3,-5\n");
    Path model = folder.resolve("m.pt");
    Path parts = folder.resolve("part-*.csv");
    Run begun = train("--epochs=2", "--checkpoint-every=1", "--save", model, "--validation", parts);
    assertThat(begun.err()).isEmpty();
    assertThat(kindling("train", "--resume", model, "--epochs=3").out())
        .contains("\nepoch 3, loss ", ", validation loss ");
    Files.delete(second);
    assertThat(kindling("train", "--resume", model, "--epochs=4").err())
        .contains("--resume: the data must be those that the training began with (got others in ");
  }
}

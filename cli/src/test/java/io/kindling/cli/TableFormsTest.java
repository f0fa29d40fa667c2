package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as people have them: one result, however the table is written and wherever it is. */
final class TableFormsTest {
  private static final String TABLE = "x,größe\n1.5,3\n2.25,5\n3,-7.5\n-4,9\n";

  @TempDir Path folder;
  private Run plain;

  @BeforeEach
  void asCsv() throws IOException {
    plain = train(Files.writeString(folder.resolve("plain.csv"), TABLE));
    assertThat(plain.err()).isEmpty();
  }

  private static Run train(Object data, Object... more) {
    List<Object> words = new ArrayList<>(List.of("train", "--data", data, "--target=größe"));
    words.addAll(List.of("--epochs=2", "--standardize"));
    words.addAll(Arrays.asList(more));
    return kindling(words.toArray());
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private void same(Run run) {
    assertThat(run.err()).isEmpty();
    assertThat(run.out().replaceFirst("separated by .*\n", "")).isEqualTo(plain.out());
  }

  private static void refused(Run run, String message) {
    assertThat(run.err()).isEqualTo("kindling: " + message + "\n");
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "';'!semicolons",
        "'\t'!tabs",
        "'|'!bars",
        "'   '!spaces",
      })
  void theSeparatorIsFoundAndSaid(String separator, String name) throws IOException {
    Path file = file("data", TABLE.replace(",", separator).getBytes(StandardCharsets.UTF_8));
    Run run = train(file);
    same(run);
    assertThat(run.lines())
        .contains("separated by " + name + ", as in the first line; --separator says otherwise");
    assertThat(plain.out()).doesNotContain("separated by");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "'#'!--separator=#",
        "'::'!--separator=::",
        "'\t'!--separator=tab",
        "'\t'!--separator=\\t",
        "'  '!--separator=space",
      })
  void theSeparatorCanBeSaid(String separator, String option) throws IOException {
    Path file = file("data", TABLE.replace(",", separator).getBytes(StandardCharsets.UTF_8));
    Run run = train(file, option);
    same(run);
    assertThat(run.out()).doesNotContain("separated by");
  }

  @Test
  void decimalCommas() throws IOException {
    String text = TABLE.replace(",", ";").replace(".", ",");
    Path file = file("data.csv", text.getBytes(StandardCharsets.UTF_8));
    same(train(file, "--decimal", ","));
    refused(
        train(file),
        file
            + ", line 2, column x: a cell must hold a number (got '1,5'; expected a finite number such"
            + " as 1.5; if the comma stands before the fraction: --decimal ,)");
    refused(
        train(file, "--decimal=;"),
        "--decimal: a number must have a point or a comma before its fraction (got ';'; expected"
            + " '.' or ',')");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
  void unicodeIsFoundOut(String encoding) throws IOException {
    same(train(file("data.csv", TABLE.getBytes(Charset.forName(encoding)))));
    same(train(file("data.csv.gz", gzip(TABLE.getBytes(Charset.forName(encoding))))));
  }

  @Test
  void anEncodingIsSaid() throws IOException {
    Path file = file("data.csv", TABLE.getBytes(StandardCharsets.ISO_8859_1));
    same(train(file, "--encoding", "latin1"));
    same(train(file, "--encoding", "windows-1252"));
    refused(
        train(file),
        file
            + ", line 1: the file must be readable as CSV (got bytes that are no UTF-8; expected text;"
            + " if it is Latin-1 or Windows-1252: --encoding windows-1252)");
    refused(
        train(file, "--encoding", "ansi"),
        "Invalid value for option '--encoding': 'ansi' is no encoding here (expected UTF-8,"
            + " windows-1252, UTF-16 or the like) (see kindling train --help)");
  }

  @Test
  void standardInput() throws IOException {
    InputStream before = System.in;
    try {
      for (byte[] bytes :
          List.of(
              TABLE.getBytes(StandardCharsets.UTF_8),
              TABLE.getBytes(StandardCharsets.UTF_16),
              gzip(TABLE.getBytes(StandardCharsets.UTF_8)))) {
        System.setIn(new ByteArrayInputStream(bytes));
        same(train("-"));
        System.setIn(new ByteArrayInputStream(bytes));
        same(train("-", "--features=x"));
        System.setIn(new ByteArrayInputStream(bytes));
        Run streamed = train("-", "--stream", "--batch-size=4");
        assertThat(streamed.out())
            .contains("\nstreamed: standard input is read anew in every epoch\n");
      }
      System.setIn(new ByteArrayInputStream("x,größe\n1,a\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(train("-").err()).startsWith("kindling: standard input, line 2, column größe: ");
      Path model = folder.resolve("model.pt");
      train(folder.resolve("plain.csv"), "--save", model);
      System.setIn(new ByteArrayInputStream(TABLE.getBytes(StandardCharsets.UTF_8)));
      Run predicted = kindling("predict", "--model-file", model, "--data", "-");
      assertThat(predicted)
          .isEqualTo(
              kindling("predict", "--model-file", model, "--data", folder.resolve("plain.csv")));
    } finally {
      System.setIn(before);
    }
  }

  /** In a process of its own, whose temporary files are its own too. */
  @ParameterizedTest
  @CsvSource({"größe,0", "nothing,2"})
  void theCopyOfStandardInputGoes(String target, int code) throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                "io.kindling.cli.Main",
                "train",
                "--data=-",
                "--target=" + target,
                "--epochs=1")
            .redirectInput(folder.resolve("plain.csv").toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isEqualTo(code);
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("kindling-"));
    }
  }

  @Test
  void severalFilesAreOneTable() throws IOException {
    List<String> rows = TABLE.lines().toList();
    Path a = Files.writeString(folder.resolve("part-1.csv"), rows.get(0) + "\n" + rows.get(1));
    Path b = folder.resolve("part-2, the rest.csv");
    Files.writeString(b, "größe;x\n5;2.25\n-7.5;3\n9;-4\n");
    same(train(a + ",\"" + b + "\""));
    same(train(a, "--data", b));
    same(train(folder.resolve("part-*.csv")));
    same(train(folder.resolve("p[a]r?-[12]*.csv")));
    Path other = Files.writeString(folder.resolve("part-3.csv"), "x,y\n1,2\n");
    refused(
        train(folder.resolve("part-*.csv")),
        other
            + ", line 1: tables that are joined must have the same columns (got no größe, but y;"
            + " expected the columns of "
            + a
            + ")");
    Files.writeString(other, "x,größe\n1,2\n3,red\n");
    assertThat(train(folder.resolve("part-*.csv")).err())
        .startsWith("kindling: " + other + ", line 3, column größe: a cell must hold a number");
    refused(
        train(folder.resolve("none-*.csv")),
        "--data: there must be a file that fits '"
            + folder.resolve("none-*.csv")
            + "' (got none; expected one at least)");
    assertThat(train(folder.resolve("part-[.csv")).err())
        .startsWith("kindling: " + folder.resolve("part-[.csv") + ": the file must exist (got no")
        .hasLineCount(1);
    for (String typed : List.of(a + ",", "," + a, "")) {
      assertThat(train(typed).err())
          .startsWith("kindling: --data: a file must have a name (got '" + typed + "'; expected");
    }
    refused(
        train(folder.resolve("part-*.csv"), "--history", a),
        "--history: a file must not be written over another of the same command (got "
            + a
            + ", as --data; expected another file)");
  }

  @Test
  void digitsMayStandInGroups() throws IOException {
    Path file = folder.resolve("groups.csv");
    Files.writeString(file, "x;größe\n1.500;3,0\n2.250;5\n3.000;-7,5\n-4.000;9\n");
    Path same = folder.resolve("none.csv");
    Files.writeString(same, "x,größe\n1500,3\n2250,5\n3000,-7.5\n-4000,9\n");
    Run run = train(file, "--decimal=,", "--thousands=.");
    assertThat(run.out().replaceFirst("separated by .*\n", "")).isEqualTo(train(same).out());
    refused(
        train(file, "--decimal=,"),
        file
            + ", line 2, column x: a cell must hold a number (got '1.500'; expected a finite number"
            + " such as 1.5; if the point groups digits: --thousands .; if it stands before the"
            + " fraction: --decimal .)");
    refused(
        train(file, "--thousands=."),
        "--thousands: digits must be grouped by something else than what stands before the fraction"
            + " (got '.' for both; expected two that differ; if the comma stands before the fraction:"
            + " --decimal ,)");
    Files.writeString(file, "x;größe\n1'500;3\n");
    assertThat(train(file).err())
        .endsWith("; if the apostrophe groups digits: --thousands \"'\")\n");
    assertThat(train(file, "--thousands='").code()).isZero();
    Files.writeString(file, "x;größe\n1 500;3\n");
    assertThat(train(file).err()).endsWith("; if the space groups digits: --thousands space)\n");
    assertThat(train(file, "--thousands=space").code()).isZero();
    assertThat(train(file, "--thousands=::").code()).isEqualTo(2);
  }

  @Test
  void aPatternMayStandForFoldersToo() throws IOException {
    for (String name : List.of("2025", "2026", ".hidden")) {
      Path part = Files.createDirectory(folder.resolve(name)).resolve("data.csv");
      Files.writeString(part, "x,größe\n" + name.length() + ",1\n");
    }
    Run run = train(folder.resolve("*/data.csv"), "--predictions", folder.resolve("p.csv"));
    assertThat(run.err()).isEmpty();
    assertThat(folder.resolve("p.csv")).content().hasLineCount(3);
  }

  @Test
  void whatCountsRowsInEachFileIsNoFeature() throws IOException {
    for (String name : List.of("part-1.csv", "part-2.csv")) {
      Files.writeString(folder.resolve(name), ",x,größe\n0,1,2\n1,3,4\n");
    }
    assertThat(train(folder.resolve("part-*.csv")).out())
        .contains("left out: the first column, '', which counts the rows from 0");
  }

  @Test
  void whatCountsRowsMayStandElsewhereInEachFile() throws IOException {
    Path first = Files.writeString(folder.resolve("part-1.csv"), ",x,größe\n0,1,2\n1,3,4\n");
    Path second = Files.writeString(folder.resolve("part-2.csv"), "x,,größe\n5,2,6\n4,3,2\n");
    assertThat(train(first + "," + second).out())
        .contains("left out: the first column, '', which counts the rows from 0");
    assertThat(train(second + "," + first).out()).doesNotContain("left out");
  }

  @Test
  void aTextAmongNumbersMayStandForNothing() throws IOException {
    Path file = folder.resolve("data.csv");
    for (String text : List.of("None", "#DIV/0!", "inf", "Total")) {
      Files.writeString(file, "x,größe\n1,2\n2,3\n" + text + ",4\n");
      refused(
          train(file),
          file
              + ", line 4, column x: a cell must hold a number (got '"
              + text
              + "'; expected a finite number such as 1.5; --missing-values '"
              + text
              + "' where it stands for nothing; --categorical makes a category of the column)");
      assertThat(train(file, "--missing-values=" + text, "--missing=drop").code()).isZero();
    }
  }

  @Test
  void aMissingTextMayBeALabelOrALevel() throws IOException {
    Path file = Files.writeString(folder.resolve("data.csv"), "x,größe\nNA,2\nEU,3\nNA,4\n");
    refused(
        train(file),
        file
            + ", line 2: cells must not be missing (got 2 in x; expected none; --missing drop, mean,"
            + " median or indicator; --missing-values '' where it is no missing value)");
    assertThat(train(file, "--missing-values=").out()).contains("categories: x (2 levels)");
    Files.writeString(file, "größe,x\nNA,2\nEU,3\nNA,4\n");
    assertThat(train(file, "--loss=cross_entropy()").err())
        .endsWith(
            "; fill the cells or leave the rows out with --missing drop; --missing-values '' where"
                + " it is no missing value)\n");
    assertThat(train(file, "--loss=cross_entropy()", "--missing-values", "").code()).isZero();
  }

  @Test
  void whatCountsAsMissingIsSaid() throws IOException {
    Path file = Files.writeString(folder.resolve("data.csv"), "x,größe\n1,cat\n2,NA\n3,none\n");
    Run run = train(file, "--loss=cross_entropy()", "--missing-values=none,\"a,b\"");
    refused(
        run,
        file
            + ", line 4, column größe: a cell must hold a label (got 'none', a missing value; expected"
            + " text or a number; fill the cell or leave the row out with --missing drop;"
            + " --missing-values '' where it is no missing value)");
    Files.writeString(file, "x,größe\n1,cat\n2,NA\n3,-\n");
    assertThat(train(file, "--loss=cross_entropy()", "--missing-values=").err()).isEmpty();
    refused(
        train(file, "--loss=cross_entropy()"),
        file
            + ", line 3, column größe: a cell must hold a label (got 'NA', the first of 2 missing"
            + " values in the column; expected text or a number; fill the cells or leave the rows"
            + " out with --missing drop; --missing-values '' where it is no missing value)");
  }

  /** A level that is a number is the same one however a table writes it. */
  @Test
  void levelsOfNumbersAreNumbers() throws IOException {
    Path points = Files.writeString(folder.resolve("p.csv"), "z,y\n1.5,1\n2.5,5\n1234.5,20\n");
    Path commas = Files.writeString(folder.resolve("c.csv"), "z;q\n1,5;0\n2,5;0\n1.234,50;0\n");
    Path model = folder.resolve("z.pt");
    assertThat(kindling("train", points, "--target=y", "--categorical=z", "--save=" + model).err())
        .isEmpty();
    Run said = kindling("predict", commas, "--decimal=,", "--thousands=.", "--model-file=" + model);
    assertThat(said.err()).isEmpty();
    assertThat(said.lines().subList(1, 4).stream().map(Double::valueOf))
        .satisfiesExactly(
            one -> assertThat(one).isCloseTo(1, within(1e-4)),
            two -> assertThat(two).isCloseTo(5, within(1e-4)),
            three -> assertThat(three).isCloseTo(20, within(1e-4)));
  }

  @Test
  void aTrainingIsResumedWithTheSameOptions() throws IOException {
    Path file =
        file(
            "data.csv",
            TABLE.replace(",", "#").replace(".", ",").getBytes(StandardCharsets.UTF_16LE));
    Path model = folder.resolve("model.pt");
    Object[] how = {
      "--separator=#", "--decimal=,", "--thousands='", "--encoding=UTF-16LE", "--missing-values=x"
    };
    List<Object> words = new ArrayList<>(Arrays.asList(how));
    words.addAll(List.of("--save", model, "--checkpoint-every=1"));
    assertThat(train(file, words.toArray()).err()).isEmpty();
    assertThat(kindling("train", "--resume", model, "--epochs=3").err()).isEmpty();
    assertThat(kindling("train", "--resume", model, "--decimal=.").err())
        .startsWith("kindling: --resume: the training must be the one that ")
        .contains("(got --decimal was ,; expected the same options, or none of them;");
    assertThat(kindling("train", "--resume", model, "--data", folder.resolve("no.csv")).err())
        .contains("no.csv: the file must exist");
    Files.delete(file);
    assertThat(kindling("train", "--resume", model).err())
        .contains("the table that the training began with must be there (got no file " + file);
  }

  @Test
  void optionsOfATableNeedOne() {
    refused(
        kindling("train", "--decimal=,"),
        "--decimal: it is for tables that are text (got no --data; expected CSV, or no --decimal)");
  }

  @Test
  void predictTakesTheSameOptions() throws IOException {
    Path model = folder.resolve("model.pt");
    train(folder.resolve("plain.csv"), "--save", model);
    Run usual = kindling("predict", "--model-file", model, "--data", folder.resolve("plain.csv"));
    Path file = file("other.csv", TABLE.replace(",", "#").getBytes(StandardCharsets.ISO_8859_1));
    Object[] words = {
      "predict", "--model-file", model, "--data", file, "--separator=#", "--encoding=latin1"
    };
    assertThat(kindling(words)).isEqualTo(usual);
    Run missing = kindling("predict", "--model-file", model, "--data", folder.resolve("p*.csv"));
    assertThat(missing).isEqualTo(usual);
  }

  @Test
  void anotherFormOfFileIsNamed() throws IOException {
    Path file = file("data.csv", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'});
    refused(
        train(file),
        file
            + ": the file must be readable as CSV (got a PNG picture; expected text; take the file of"
            + " the table)");
  }
}

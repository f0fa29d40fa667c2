package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --report} and {@code --live}. */
final class ReportOptionTest {
  private static final Path DIABETES = Path.of("../docs/data/diabetes.csv");
  private static final Path FLATS = Path.of("../docs/data/flats.csv");

  @TempDir Path folder;

  private String page() throws IOException {
    return Files.readString(file());
  }

  private Path file() {
    return folder.resolve("report.html");
  }

  private Run trained(Object... args) {
    Object[] all = new Object[args.length + 3];
    all[0] = "train";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--report";
    all[args.length + 2] = file();
    Run run = kindling(all);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    return run;
  }

  @Test
  void ofNumbersItHasTheLossesThePredictionsTheWeightsAndWhatRepeatsIt() throws Exception {
    trained(DIABETES, "--target", "progression", "--validation", "0.2");
    byte[] sha = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(DIABETES));
    assertThat(page())
        .contains("<h1>progression – " + DIABETES + "</h1>")
        .contains("<tr><th scope=\"row\">validation</th><td>")
        .contains("R2", "MAE", "RMSE")
        .contains("data-name=\"training loss\"", "data-name=\"validation loss\"")
        .contains("data-name=\"actual progression\"", "data-name=\"predicted progression\"")
        .contains("<th scope=\"row\">bmi</th><td>", "<th scope=\"row\">(intercept)</th><td>")
        .contains(", the best epoch by validation loss was ")
        .contains("442 rows", "11 columns are used", "no cell is missing")
        .contains("<code>" + HexFormat.of().formatHex(sha) + "</code>")
        .contains(
            "<code>kindling train "
                + DIABETES
                + " --target progression --validation 0.2 --report "
                + file()
                + "</code>")
        .contains("<dt>chosen</dt><dd>--optimizer=", "stopped after epoch ", "least squares: ");
  }

  @Test
  void ofLabelsItHasTheConfusionTableAndOfGapsHowManyTheyWere() throws Exception {
    trained(FLATS, "--target=energy", "--exclude=id", "--missing=median", "--loss=cross_entropy()");
    assertThat(page())
        .contains("<th scope=\"col\">as A</th><th scope=\"col\">as B</th>")
        .contains("5 cells are missing", "<td class=\"some\">2 (2.5 %)</td>")
        .contains("missing cells stand for: 73.0000 in area, 3.0000 in rooms")
        .contains("1950-04-17 … 2020-06-30") // dates are dates
        .contains("Harbour 29, Station 18, Hillside 17, Old Town 16")
        .contains("--missing median --loss &#39;cross_entropy()&#39; --report ")
        .doesNotContain("data-name=\"predicted");
  }

  @Test
  void ofOneFeatureItHasTheFit() throws Exception {
    trained();
    assertThat(page())
        .contains("data-name=\"x\" value=\"0,1,2,3,4,5,6,7,8,9,10\"")
        .contains("class=\"points\" data-name=\"y\" value=\"1,3,5,7,9,11,13,15,17,19,21\"")
        .contains("class=\"line\" data-name=\"predicted\"")
        .contains("<dt>the rows that were trained on</dt><dd>SHA-256 <code>");
  }

  @Test
  void ofFoldsItHasTheMetrics() throws Exception {
    Run run = trained(DIABETES, "--target=progression", "--folds=2");
    assertThat(page())
        .contains(
            "<th scope=\"row\">fold 1 of 2</th><td>", "<th scope=\"row\">fold 2 of 2</th><td>")
        .contains(
            "<li>" + run.lines().stream().filter(l -> l.startsWith("2 folds: ")).findAny().get())
        .contains("<th scope=\"row\">training</th><td>");
  }

  @Test
  void theSameTrainingHasTheSamePage() throws Exception {
    Object[] training = {DIABETES, "--target=progression", "--epochs=3"};
    Run with = trained(training);
    String first = page();
    trained(training);
    assertThat(page()).isEqualTo(first);
    Run without = kindling("train", DIABETES, "--target=progression", "--epochs=3");
    assertThat(with.out()).isEqualTo(without.out());
  }

  @Test
  void aStreamedTableHasThePageOfALoadedOne() throws Exception {
    Object[] training = {
      FLATS, "--target=rent", "--exclude=id", "--missing=drop", "--standardize", "--batch-size=16"
    };
    trained(training);
    String loaded = about(page());
    Object[] streamed = Arrays.copyOf(training, training.length + 1);
    streamed[training.length] = "--stream";
    trained(streamed);
    assertThat(about(page())).isEqualTo(loaded);
    assertThat(page()).contains("<dt>streamed</dt>");
  }

  /** All but how it was trained. */
  private static String about(String page) {
    return page.substring(0, page.indexOf("id=\"again\""));
  }

  @Test
  void aTrainingThatIsResumedHasTheWholeOfIt() throws Exception {
    Path model = folder.resolve("m.pt");
    kindling("train", "--epochs=4", "--save", model, "--checkpoint-every=2");
    trained("--resume", model, "--epochs=6");
    assertThat(page())
        .contains("6 epochs; ", "--resume=" + model)
        .contains("value=\"1,2,3,4,5,6\"");
  }

  @Test
  void namesAndCellsAreTextsWhateverStandsInThem() throws Exception {
    String name = "</script><script>alert(1)</script>";
    Path table = folder.resolve("hostile.csv");
    StringBuilder text = new StringBuilder(name + ",kind,y\n");
    IntStream.range(0, 8)
        .forEach(i -> text.append(i + "," + (i % 2 == 0 ? "<b>\u202e" : "&amp;") + "," + i + "\n"));
    Files.writeString(table, text);
    trained(table, "--target=y");
    assertThat(page())
        .contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("&lt;b&gt;\\u202e 4", "&amp;amp; 4")
        .doesNotContain("<script>alert", "\u202e", "<b>");
  }

  @Test
  void aDatabasesAddressIsNobodyElses() throws Exception {
    trained(
        "--jdbc=jdbc:h2:mem:page;USER=me;PASSWORD=s3cret",
        "--query=SELECT X, 2 * X + 1 AS Y FROM SYSTEM_RANGE(0, 10)",
        "--target=Y");
    assertThat(page())
        .contains("--jdbc … --query &#39;SELECT X, 2 * X + 1 AS Y FROM SYSTEM_RANGE(0, 10)&#39;")
        .doesNotContain("s3cret", "jdbc:h2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "r.pdf", "html"})
  void thePageIsAnHtmlFile(String name) {
    Run run = kindling("train", "--epochs=1", "--report", name);
    assertThat(run)
        .isEqualTo(
            new Run(
                2,
                "",
                "kindling: --report: the page must be an HTML file (got "
                    + name
                    + "; expected FILE.html)\n"));
    assertThat(Path.of(name)).doesNotExist();
  }

  @Test
  void aQuietTrainingCannotSayWhereItsPageIs() {
    Run run = kindling("train", "--live", "--quiet");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("kindling: --live and --quiet exclude each other");
  }

  @Test
  @Timeout(60)
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no named pipes")
  void theLivePageIsThereUntilTheCommandEndsAndIsTheReportInTheEnd() throws Exception {
    Path pipe = folder.resolve("pipe"); // writing into it waits for who reads
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    StringWriter out = new StringWriter();
    var command = Kindling.commandLine().setOut(new PrintWriter(out));
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(
            () -> Kindling.execute(command, "train", "--live", "--history", pipe.toString()));
    while (!out.toString().contains("training: R2")) {
      Thread.onSpinWait();
    }
    String printed = out.toString();
    URI page =
        URI.create(printed.replaceFirst("(?s).*\nlive: (http://127\\.0\\.0\\.1:\\S*)\n.*", "$1"));
    assertThat(read(page)).contains("The losses so far.", "kindling train --live --history ");
    assertThat(read(page.resolve("losses?from=0"))).contains("<h1>y – ", "The training has ended");
    assertThat(Files.readString(pipe)).startsWith("epoch,loss");
    assertThat(code.get()).isZero();
    assertThatThrownBy(() -> read(page)).isInstanceOf(ConnectException.class);
  }

  private static String read(URI page) throws IOException {
    try (InputStream in = page.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

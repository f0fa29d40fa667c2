package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static io.kindling.cli.Run.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --plot} and {@code --report} of {@code kindling fit}. */
final class FitPicturesTest {
  private static final String CHARMAP = "kindling.charmap";
  private static final Path DIABETES = Path.of("../docs/data/diabetes.csv");
  private static final List<String> KINDS =
      List.of("residuals", "qq", "scale", "leverage", "coefficients");

  @TempDir Path folder;

  @BeforeEach
  void sayWhatTheTerminalShows() {
    System.setProperty(CHARMAP, "UTF-8");
  }

  @AfterEach
  void sayNothing() {
    System.clearProperty(CHARMAP);
  }

  private static Run fit(Object table, Object... args) {
    List<Object> all = new ArrayList<>(List.of("fit", table));
    all.addAll(Arrays.asList(args));
    return kindling(all.toArray());
  }

  private Path csv(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path page() {
    return folder.resolve("fit.html");
  }

  @Test
  void everyKindIsDrawnIntoItsFile() {
    List<Object> args = new ArrayList<>(List.of("--target=progression"));
    KINDS.forEach(kind -> args.add("--plot=" + kind + ":" + folder.resolve(kind + ".svg")));
    args.add("--plot=qq:" + folder.resolve("qq.png"));
    Run run = fit(DIABETES, args.toArray());
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(fit(DIABETES, "--target=progression").out());
    assertThat(folder.resolve("qq.png")).isNotEmptyFile();
    // R's plot of the same model has these rows
    assertThat(folder.resolve("residuals.svg")).content().contains(">103<", ">57<", ">93<");
    assertThat(folder.resolve("qq.svg")).content().contains(">through the quartiles<", ">103<");
    assertThat(folder.resolve("scale.svg")).content().contains(">root of |standardized residual|<");
    assertThat(folder.resolve("leverage.svg")).content().contains(">383<", ">124<", ">170<");
    assertThat(folder.resolve("coefficients.svg"))
        .content()
        .contains(">change of progression for a standard deviation of the column<", ">bmi<")
        .doesNotContain("(intercept)");
  }

  @Test
  void onTheTerminalAPictureFollowsTheNumbers() {
    Run run = fit(DIABETES, "--target=progression", "--features=bmi", "--plot=-");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .containsSubsequence(
            "solved exactly, then rounded once: 15 digits are true",
            "",
            "progression: residuals over fitted values",
            "⠶ rows   ⠄⠄⠄ actual = fitted   ⠤⠤⠤ trend",
            "residual");
  }

  @Test
  void thePageHasAllOfIt() throws IOException {
    Path model = folder.resolve("m.pt");
    kindling("train", DIABETES, "--target=progression", "--features=bmi,bp", "--save", model);
    Run run =
        fit(
            DIABETES,
            "--target=progression",
            "--features=bmi,bp",
            "--errors=HC3",
            "--compare",
            model,
            "--report",
            page());
    assertThat(run.err()).isEmpty();
    assertThat(Files.readString(page()))
        .contains("<h1>progression – " + DIABETES + "</h1>")
        .contains("least squares of progression: 442 rows, 3 coefficients, 439 degrees of freedom")
        .contains("<th scope=\"col\">HC3 error</th>", "<th scope=\"row\">bmi</th><td>")
        .contains("<th scope=\"row\">R2</th><td>0.395994</td>")
        .contains("<title>progression: residuals over fitted values</title>")
        .contains("<title>progression: normal Q-Q plot of residuals</title>")
        .contains("<title>progression: size of residuals over fitted values</title>")
        .contains("<title>progression: residuals over leverages</title>")
        .contains("<title>progression: coefficients</title>")
        .contains("<h2 id=\"rows\">", "<th scope=\"col\">Cook&#39;s distance</th>")
        .contains("<h2 id=\"comparison\">", " above the least possible</p>")
        .contains("442 rows", "3 columns are used", "SHA-256")
        .contains("--errors HC3 --compare " + model + " --report " + page() + "</code>")
        .doesNotContain("<script");
    String first = Files.readString(page());
    fit(DIABETES, "--target=progression", "--features=bmi,bp", "--report", page());
    assertThat(page()).content().isNotEqualTo(first).doesNotContain("id=\"comparison\"");
    String second = Files.readString(page());
    fit(DIABETES, "--target=progression", "--features=bmi,bp", "--report", page());
    assertThat(page()).content().isEqualTo(second);
  }

  @Test
  void whatWasDoneToColumnsAndRowsIsOnThePage() throws IOException {
    Path table = csv("t.csv", "a,b,g,y\n1,2,u,3\n2,4,u,4\n3,6,v,9\n4,8,v,7\n5,,w,2\n7,14,w,3\n");
    Run run = fit(table, "--target=y", "--missing=drop", "--report", page());
    assertThat(run.err()).isEmpty();
    assertThat(Files.readString(page()))
        .contains("<li>left out: b = 2·a</li>", "<li>compared to g=u</li>")
        .contains("<li>left out: 1 row with missing cells</li>")
        .contains("<li>row 6 alone decides a coefficient, and has no standardized residual</li>")
        .contains("<tr><th scope=\"row\">6</th>")
        .doesNotContain("<th scope=\"row\">5</th>");
    assertThat(run.lines())
        .contains("row 6 alone decides a coefficient, and has no standardized residual");
  }

  @Test
  void whatIsNotKnownIsNotOnThePage() throws IOException {
    Path table = csv("t.csv", "x,w,y\n1,1,2\n2,2,3\n3,1,9\n4,0,5\n5,3,7\n");
    assertThat(fit(table, "--target=y", "--weights=w", "--report", page()).err()).isEmpty();
    assertThat(page())
        .content()
        .contains("<th scope=\"row\">F</th>", "<td>weight</td>", "<th scope=\"row\">5</th>")
        .doesNotContain("log-likelihood", "<th scope=\"row\">4</th>");
  }

  @ParameterizedTest
  @CsvSource({"binomial,yes", "poisson,count"})
  void otherFamiliesHaveThoseOfTheDeviance(String family, String target) throws IOException {
    StringBuilder rows = new StringBuilder("x,yes,count\n");
    Random random = new Random(5);
    for (int i = 0; i < 40; i++) {
      double x = random.nextGaussian();
      int yes = x + random.nextGaussian() > 0 ? 1 : 0;
      rows.append((float) x).append(',').append(yes).append(',').append(yes + i % 3).append('\n');
    }
    Path table = csv("t.csv", rows.toString());
    Object[] args = {
      "--target=" + target,
      "--features=x",
      "--family=" + family,
      "--plot=residuals:" + folder.resolve("r.svg"),
      "--plot=leverage:" + folder.resolve("l.svg"),
      "--plot=coefficients:" + folder.resolve("c.svg"),
      "--report=" + page()
    };
    Run run = fit(table, args);
    assertThat(run.err()).isEmpty();
    assertThat(folder.resolve("r.svg")).content().contains(">deviance residual<", "linear");
    assertThat(folder.resolve("l.svg")).content().contains(">standardized Pearson residual<");
    assertThat(folder.resolve("c.svg")).content().contains(">change of the linear predictor for");
    assertThat(Files.readString(page()))
        .contains("<th scope=\"col\">z</th>", "<th scope=\"row\">null deviance</th>")
        .contains("<th scope=\"col\">fitted mean</th>");
    assertThat(Files.readString(page()).contains("lie on two curves"))
        .isEqualTo(family.equals("binomial"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--plot=roc:-|--plot: what stands before the colon must be a kind of picture (got roc;"
            + " expected residuals, qq, scale, leverage, coefficients; ",
        "--plot=x.pdf|--plot: a plot must be a PNG or SVG file, or - for the terminal",
        "--report=x.txt|--report: the page must be an HTML file (got x.txt; expected FILE.html)",
        "--by=sex --plot=-|--by and --save, --compare, --errors, --family, --plot and --report"
            + " exclude each other",
        "--by=sex --report=x.html|--by and --save, --compare, --errors, --family, --plot and",
        "--ridge=2 --plot=-|--ridge and --plot or --report exclude each other",
        "--json --plot=-|--json and --plot - exclude each other",
      })
  void whatCannotBeDrawnIsRefusedBeforeTheFit(String args, String message) {
    List<Object> all = new ArrayList<>(List.of(args.split(" ")));
    all.add("--target=progression");
    refused(fit(DIABETES, all.toArray()), message);
  }

  @Test
  void noFileIsWrittenOverAnother() throws IOException {
    Path table = csv("t.csv", "x,y\n1,2\n2,3\n3,9\n");
    refused(
        fit(table, "--target=y", "--save", page(), "--report", page()),
        "--report: a file must not be written over another of the same command");
    Path plot = folder.resolve("p.svg");
    refused(
        fit(table, "--target=y", "--plot", plot, "--plot", "qq:" + plot),
        "--plot: a file must not be written over another of the same command");
    assertThat(folder.toFile().list()).containsExactly("t.csv");
  }

  @Test
  void sumsHaveNoRows() throws IOException {
    Path table = csv("t.csv", "x,y\n1,2\n2,3\n3,9\n");
    Path sums = folder.resolve("t.kstat");
    kindling("moments", table, "--out", sums);
    refused(
        fit(sums, "--target=y", "--plot=-"),
        "--family, --errors, --by, --poly, --interactions, --save, --compare, --plot and --report"
            + " need the rows of a table, not sums alone");
  }

  @Test
  void whereThereIsNothingLeftNothingIsWritten() throws IOException {
    Path table = csv("t.csv", "x,y\n1,2\n2,3\n");
    Path saved = folder.resolve("m.pt");
    refused(
        fit(table, "--target=y", "--save", saved, "--report", page()),
        "fit: residuals must be able to differ from 0 (got as many coefficients as rows;");
    assertThat(folder.toFile().list()).containsExactly("t.csv");
  }

  @Test
  void aPerfectFitIsAPictureToo() throws IOException {
    Path table = csv("t.csv", "x,y\n0,0.3\n1,0.4\n2,0.5\n3,0.6\n");
    List<Object> args = new ArrayList<>(List.of("--target=y", "--report", page()));
    KINDS.forEach(kind -> args.add("--plot=" + kind + ":-"));
    Run run = fit(table, args.toArray());
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).doesNotContain("NaN");
    assertThat(page()).content().doesNotContain("NaN");
  }

  @Test
  void jsonIsAloneOnItsLine() {
    Path plot = folder.resolve("p.svg");
    Run run = fit(DIABETES, "--target=progression", "--json", "--plot", plot, "--report", page());
    assertThat(run.out()).isEqualTo(fit(DIABETES, "--target=progression", "--json").out());
    assertThat(plot).isNotEmptyFile();
    assertThat(page()).isNotEmptyFile();
  }

  @Test
  void ofManyRowsSomeAreDrawn() throws IOException {
    StringBuilder rows = new StringBuilder("x,y\n");
    Random random = new Random(5);
    for (int i = 0; i < 30_000; i++) {
      rows.append((float) random.nextGaussian()).append(',');
      rows.append(i == 22_222 ? 50 : (float) random.nextGaussian()).append('\n');
    }
    Path table = csv("t.csv", rows.toString());
    Path plot = folder.resolve("p.svg");
    assertThat(fit(table, "--target=y", "--plot", plot, "--report", page()).err()).isEmpty();
    assertThat(plot).content().contains("Of 30000 rows ", ">22223<").hasSizeLessThan(150_000);
    assertThat(Files.size(page())).isLessThan(600_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "a \"\"quoted\"\" 'one' & more",
        "\u202eabc\u202c \u05d0\u05d1",
        "&lt;b&gt;"
      })
  void namesSteerNothing(String name) throws IOException {
    String longer = name + "x".repeat(300);
    Path table = csv("t.csv", "\"" + longer + "\",\"" + name + "\"\n1,2\n2,3\n3,9\n4,4\n5,6\n");
    List<Object> args = new ArrayList<>(List.of("--target", name.replace("\"\"", "\"")));
    KINDS.forEach(kind -> args.add("--plot=" + kind + ":" + folder.resolve(kind + ".svg")));
    KINDS.forEach(kind -> args.add("--plot=" + kind + ":-"));
    args.addAll(List.of("--report", page()));
    Run run = fit(table, args.toArray());
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).doesNotContain("\u202e", "\u001b");
    for (String kind : KINDS) {
      assertThat(folder.resolve(kind + ".svg")).content().doesNotContain("<script", "\u202e");
    }
    assertThat(page()).content().doesNotContain("<script", "<b>", "\u202e");
  }
}

package io.kindling.cli;

import static io.kindling.cli.Run.json;
import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code kindling fit} takes, and what it says. */
final class FitTest {
  private static final String FLATS =
      """
      area,floor,town,rent
      50,1,A,500
      60,2,A,640
      70,1,B,650
      80,4,B,790
      90,2,C,850
      40,3,C,480
      65,2,A,655
      """;

  @TempDir Path folder;

  private Path flats() throws IOException {
    return csv("flats.csv", FLATS);
  }

  private Path csv(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static JsonObject coefficient(JsonObject fit, int at) {
    return fit.getAsJsonArray("coefficients").get(at).getAsJsonObject();
  }

  @Test
  void jsonHasTheInterceptFirstAndEveryDigit() throws IOException {
    Path table = csv("line.csv", "x,y\n0,1\n1,3\n2,6\n");
    JsonObject fit = json(kindling("fit", table, "--target", "y", "--json"));
    assertThat(fit.keySet())
        .startsWith(
            "rows", "coefficients", "r2", "adjusted_r2", "residual_standard_error", "f", "digits");
    assertThat(fit.get("rows").getAsLong()).isEqualTo(3);
    assertThat(coefficient(fit, 0).keySet())
        .containsExactly("name", "estimate", "standard_error", "t", "p", "low", "high");
    assertThat(coefficient(fit, 0).get("name").getAsString()).isEqualTo("(intercept)");
    assertThat(coefficient(fit, 0).get("estimate").getAsDouble()).isEqualTo(5.0 / 6);
    assertThat(coefficient(fit, 1).get("estimate").getAsDouble()).isEqualTo(2.5);
    // RSS = 1/6, so the standard error is √(1/6 / 1 / 2)
    assertThat(coefficient(fit, 1).get("standard_error").getAsDouble())
        .isEqualTo(Math.sqrt(1.0 / 12));
    assertThat(fit.get("digits").getAsInt()).isEqualTo(15);
  }

  @Test
  void cellsAreTheDecimalsThatStandThere() throws IOException {
    Path table = csv("cents.csv", "x,y\n0.1,0.3\n0.2,0.6\n0.7,2.1\n1.1,3.3\n");
    JsonObject fit = json(kindling("fit", table, "--target", "y", "--json"));
    assertThat(coefficient(fit, 0).get("estimate").getAsDouble()).isZero();
    assertThat(coefficient(fit, 1).get("estimate").getAsDouble()).isEqualTo(3);
    assertThat(fit.get("residual_standard_error").getAsDouble()).isZero();
  }

  @Test
  void decimalCommasAndGroupsAreReadAsExactly() throws IOException {
    Path table = csv("comma.csv", "x;y\n1.000,1;2.000,3\n2.000,2;4.000,5\n3.000,7;6.000,5\n");
    Run run =
        kindling("fit", table, "--target", "y", "--decimal", ",", "--thousands", ".", "--json");
    Path plain = csv("plain.csv", "x,y\n1000.1,2000.3\n2000.2,4000.5\n3000.7,6000.5\n");
    assertThat(run.out()).isEqualTo(kindling("fit", plain, "--target", "y", "--json").out());
  }

  @Test
  void aCategoryIsComparedToItsFirstLevel() throws IOException {
    Run run = kindling("fit", flats(), "--target", "rent");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .startsWith(
            "least squares of rent: 7 rows, 5 coefficients, 2 degrees of freedom",
            "categories: town (3 levels)",
            "compared to town=A")
        .anyMatch(line -> line.startsWith("| town=B "))
        .noneMatch(line -> line.startsWith("| town=A "));
  }

  @Test
  void withoutAnInterceptEveryLevelStays() throws IOException {
    Run run = kindling("fit", flats(), "--target", "rent", "--intercept=false");
    assertThat(run.lines())
        .anyMatch(line -> line.startsWith("| town=A "))
        .noneMatch(line -> line.contains("(intercept)"));
  }

  @Test
  void powersAndProductsHaveTheirNames() throws IOException {
    Run run =
        kindling(
            "fit",
            flats(),
            "--target",
            "rent",
            "--features",
            "area,town",
            "--poly",
            "area:2",
            "--interactions",
            "area:town");
    assertThat(run.lines())
        .anyMatch(line -> line.startsWith("| area^2 "))
        .anyMatch(line -> line.startsWith("| area:town=B "));
  }

  @Test
  void aCombinationIsNamed() throws IOException {
    Path table = csv("alike.csv", "a,b,c,y\n1,2,0,3\n2,1,3,4\n4,7,1,1\n6,3,9,9\n3,3,3,6\n");
    assertThat(kindling("fit", table, "--target", "y").lines()).contains("left out: c = 2·a − b");
    Run strict = kindling("fit", table, "--target", "y", "--strict");
    assertThat(strict.code()).isEqualTo(2);
    assertThat(strict.err()).contains("(got c = 2·a − b;");
  }

  @Test
  void rowsOfWeightZeroDoNotCount() throws IOException {
    Path table = csv("weighted.csv", "x,y,w\n0,1,1\n1,3,2\n2,6,1\n3,99,0\n5,10,0.5\n");
    JsonObject fit = json(kindling("fit", table, "--target", "y", "--weights", "w", "--json"));
    assertThat(fit.get("rows").getAsLong()).isEqualTo(4);
  }

  @Test
  void missingCellsAreLeftOutWhereThatIsAskedFor() throws IOException {
    Path table = csv("gaps.csv", "x,y\n0,1\n1,3\n,9\n2,6\n");
    assertThat(kindling("fit", table, "--target", "y").err())
        .contains("cells must not be missing (got 1 in x;");
    Run run = kindling("fit", table, "--target", "y", "--missing", "drop");
    assertThat(run.lines().get(0)).contains("3 rows");
    assertThat(run.lines()).contains("left out: 1 row with missing cells");
  }

  @Test
  void aSavedFitPredictsAndSaysHowSureItIs() throws IOException {
    Path model = folder.resolve("fit.pt");
    assertThat(kindling("fit", flats(), "--target", "rent", "--save", model).code()).isZero();
    Run run = kindling("predict", flats(), "--model-file", model, "--interval", "confidence");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines().get(0)).isEqualTo("rent,rent_predicted,rent_low,rent_high");
    double[] first =
        Arrays.stream(run.lines().get(1).split(",")).mapToDouble(Double::parseDouble).toArray();
    assertThat(first[2]).isLessThan(first[1]);
    assertThat((first[2] + first[3]) / 2).isCloseTo(first[1], within(1e-3));
    Run wider = kindling("predict", flats(), "--model-file", model, "--interval", "prediction");
    assertThat(Double.parseDouble(wider.lines().get(1).split(",")[2])).isLessThan(first[2]);
  }

  @Test
  void aTrainedModelDoesNotSayHowSureItIs() throws IOException {
    Path model = folder.resolve("model.pt");
    kindling("train", flats(), "--target", "rent", "--save", model, "--quiet");
    Run run = kindling("predict", flats(), "--model-file", model, "--interval", "prediction");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("--interval: the model must say how sure it is")
        .contains("a model of kindling fit --save");
  }

  @Test
  void aTrainedModelStandsBesideTheFit() throws IOException {
    Path model = folder.resolve("model.pt");
    kindling("train", flats(), "--target", "rent", "--save", model, "--quiet");
    Run run = kindling("fit", flats(), "--target", "rent", "--compare", model);
    assertThat(run.err()).isEmpty();
    assertThat(run.lines().get(run.lines().size() - 1)).contains(" above the least possible");
    assertThat(run.out()).contains("apart by");
    JsonObject compared =
        json(kindling("fit", flats(), "--target", "rent", "--compare", model, "--json"))
            .getAsJsonObject("compared");
    assertThat(compared.get("above_least").getAsDouble()).isBetween(0.0, 1e-3);
  }

  @Test
  void savedSumsGiveTheSameFit() throws IOException {
    Path table = csv("both.csv", "a,b,y\n1,0.5,2\n2,0.1,3\n4,0.7,1\n3,0.9,8\n");
    Path sums = folder.resolve("both.kstat");
    assertThat(kindling("moments", table, "--out", sums).err()).isEmpty();
    Run run = kindling("fit", sums, "--target", "y", "--json");
    String rows = kindling("fit", table, "--target", "y", "--json").out();
    assertThat(run.out())
        .isEqualTo(
            rows.replace(
                "\"references\":{},\"left_out_rows\":0}",
                "\"references\":null,\"left_out_rows\":null}"));
    assertThat(kindling("fit", sums, "--target", "y", "--errors", "HC3").err())
        .contains("need the rows of a table, not sums alone");
  }

  @Test
  void groupsHaveALineEach() throws IOException {
    Path table =
        csv("groups.csv", "g,x,y\n10,0,1\n10,1,3\n9,0,2\n9,1,1\n10,2,5\n9,2,0\n9,,7\n7,4,4\n");
    Run run = kindling("fit", table, "--target", "y", "--by", "g", "--missing", "drop");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .startsWith("least squares of y in 3 groups", "left out: 1 row with missing cells")
        .containsSequence(
            "| g  | rows | (intercept) |    x    |   R2   |",
            "+----+------+-------------+---------+--------+",
            "|  7 |    1 |      4.0000 |         |    NaN |",
            "|  9 |    3 |      2.0000 | -1.0000 | 1.0000 |",
            "| 10 |    3 |      1.0000 |  2.0000 | 1.0000 |");
    JsonObject groups =
        json(kindling("fit", table, "--target=y", "--by=g", "--missing=drop", "--json"));
    assertThat(groups.getAsJsonArray("groups")).hasSize(3);
    assertThat(kindling("fit", table, "--target=y", "--by=g", "--errors=HC3").err())
        .contains(
            "--by and --save, --compare, --errors, --family, --plot and --report exclude each other");
    assertThat(kindling("fit", table, "--target=y", "--by=none", "--missing=drop").err())
        .contains("'none'");
  }

  @Test
  void anErrorNamesItsGroup() throws IOException {
    Path table = csv("strict.csv", "g,x,y\nu,1,2\nu,2,3\nv,5,1\nv,5,2\n");
    assertThat(kindling("fit", table, "--target=y", "--by=g", "--strict").err())
        .startsWith("kindling: fit of g 'v': no column may be a combination of others (got x = ");
  }

  @Test
  void manyGroupsArePrintedByTheThousand() throws IOException {
    StringBuilder text = new StringBuilder("g,h,x,y\n");
    for (int i = 0; i < 2002; i++) {
      text.append(i / 2 + ",\"a, b\"," + i + "," + 3 * i + "\n");
    }
    Path table = csv("many.csv", text.toString());
    Run run = kindling("fit", table, "--target", "y", "--by", "g,h", "--features", "x");
    assertThat(run.lines())
        .startsWith("least squares of y in 1001 groups", "")
        .contains("| 0, \"a, b\"   |    2 |      0.0000 | 3.0000 | 1.0000 |")
        .endsWith(
            "+--------------+------+-------------+--------+--------+",
            "|     g, h     | rows | (intercept) |   x    |   R2   |",
            "+--------------+------+-------------+--------+--------+",
            "| 1000, \"a, b\" |    2 |      0.0000 | 3.0000 | 1.0000 |",
            "+--------------+------+-------------+--------+--------+",
            "");
    JsonObject json =
        json(kindling("fit", table, "--target=y", "--by=g", "--features=x", "--json"));
    assertThat(json.getAsJsonArray("groups")).hasSize(1001);
    JsonObject last = json.getAsJsonArray("groups").get(1000).getAsJsonObject();
    assertThat(last.get("group").getAsString()).isEqualTo("1000");
    assertThat(last.get("labels")).hasToString("[\"1000\"]");
    JsonObject both =
        json(kindling("fit", table, "--target=y", "--by=g,h", "--features=x", "--json"));
    assertThat(both.getAsJsonArray("groups").get(0).getAsJsonObject().get("labels"))
        .hasToString("[\"0\",\"a, b\"]");
    assertThat(last.get("rows").getAsInt()).isEqualTo(2);
  }

  @Test
  void otherFamiliesHaveZAndADeviance() throws IOException {
    Path table =
        csv("yes.csv", "x,t,yes,count\n1,0,0,1\n2,0,1,0\n3,0,0,2\n4,1,1,4\n5,1,1,9\n0,1,0,1\n");
    JsonObject fit =
        json(
            kindling(
                "fit",
                table,
                "--target",
                "yes",
                "--features",
                "x",
                "--family",
                "binomial",
                "--json"));
    assertThat(coefficient(fit, 1).has("z")).isTrue();
    assertThat(fit.get("deviance").getAsDouble())
        .isLessThan(fit.get("null_deviance").getAsDouble());
    Run counts =
        kindling(
            "fit",
            table,
            "--target",
            "count",
            "--features",
            "x",
            "--family",
            "poisson",
            "--offset",
            "t");
    assertThat(counts.err()).isEmpty();
    assertThat(counts.lines().get(0)).startsWith("Poisson regression of count: 6 rows");
    assertThat(kindling("fit", table, "--target", "count", "--family", "binomial").err())
        .contains("(got 2; expected 0 or 1)");
    assertThat(kindling("fit", table, "--target", "count", "--offset", "t").err())
        .contains("--offset needs --family binomial or poisson");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --poly area              | --poly: there must be a column and the highest power
          --poly nothing:2         | fit: there must be such a column among those that explain (got 'nothing'
          --interactions area:none | fit: there must be such a column among those that explain (got 'none'
          --interactions area      | --interactions: there must be two columns, with a colon between them (got 'area'
          --level 95               | --level: a level must lie between 0 and 1 (got 95.0;
          --ridge=-1               | --ridge: it must not be below 0 (got -1;
          --errors HC4             | --errors: there must be such errors (got 'HC4'; expected ols, HC0,
          --errors cluster:none    | column 'none'
          --intercept=maybe        | Invalid value for option '--intercept'
          """)
  void whatIsWrongIsSaidInOneLine(String words, String said) throws IOException {
    String[] more = words.split(" ");
    Object[] all = new Object[4 + more.length];
    all[0] = "fit";
    all[1] = flats();
    all[2] = "--target";
    all[3] = "rent";
    System.arraycopy(more, 0, all, 4, more.length);
    Run run = kindling(all);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(said);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() throws IOException {
    assertThat(kindling("fit").err())
        .contains("fit needs a table: TABLE, --data FILE, or --jdbc URL --query SQL");
    assertThat(kindling("fit", flats()).err()).contains("--target");
    assertThat(kindling("fit", flats(), "--target", "rent,area").err())
        .contains("fit explains one column (got 2 of them");
    Path model = folder.resolve("fit.pt");
    assertThat(
            kindling("fit", flats(), "--target", "rent", "--poly", "area:2", "--save", model).err())
        .contains("--save and --poly or --interactions exclude each other");
    assertThat(model).doesNotExist();
    assertThat(
            kindling("fit", flats(), "--target", "rent", "--ridge", "1", "--errors", "HC3").err())
        .contains("there must be standard errors (got a penalty");
  }
}

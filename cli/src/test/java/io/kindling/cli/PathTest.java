package io.kindling.cli;

import static io.kindling.cli.Run.json;
import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.core.TorchRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code kindling path} takes, and what it says. */
final class PathTest {
  @TempDir Path folder;

  private Path csv(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** y = 3 a − 2 b and a little; c, d and the town say nothing. */
  private Path table(int rows) throws IOException {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("a,b,c,d,town,y\n");
    for (int i = 0; i < rows; i++) {
      int a = random.nextInt(100);
      int b = random.nextInt(100);
      int y = 300 * a - 200 * b + random.nextInt(1000);
      text.append("%d,%d,%d,7,%s,%d\n".formatted(a, b, random.nextInt(50), "NSE".charAt(i % 3), y));
    }
    return csv("table.csv", text.toString());
  }

  private static JsonObject solution(JsonObject path, int at) {
    return path.getAsJsonArray("path").get(at).getAsJsonObject();
  }

  @Test
  void theTableShowsTheBestAndTheSimplest() throws IOException {
    Run run = kindling("path", table(60), "--target", "y");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines().get(0)).startsWith("lasso of y: 60 rows, 6 columns, ");
    assertThat(run.lines())
        .contains(
            "categories: town (3 levels)",
            "compared to town=E",
            "the same in every row, and so 0: d",
            "10 folds, dealt by --seed 0",
            "no standard errors, no p: a penalty draws coefficients to 0, by how much nobody knows")
        .anyMatch(line -> line.matches("\\| coefficient +\\| lambda-min \\| lambda-1se \\|"))
        .anyMatch(line -> line.startsWith("| (intercept)"))
        .anyMatch(line -> line.startsWith("| coefficients that are not 0 |"))
        .anyMatch(line -> line.matches("0, and not shown: .*d.*"))
        .noneMatch(line -> line.startsWith("| d "));
  }

  @Test
  void kindsHaveTheirNames() throws IOException {
    Path table = table(30);
    assertThat(kindling("path", table, "--target", "y", "--alpha", "0").lines().get(0))
        .startsWith("ridge of y: 30 rows, 6 columns, 100 lambdas from ");
    assertThat(kindling("path", table, "--target", "y", "--alpha", "0.25").lines().get(0))
        .startsWith("elastic net of y with alpha 0.25: 30 rows");
  }

  @Test
  void jsonHasEveryLambda() throws IOException {
    JsonObject path = json(kindling("path", table(60), "--target", "y", "--folds", "5", "--json"));
    assertThat(path.keySet())
        .containsExactly(
            "rows",
            "target",
            "alpha",
            "folds",
            "seed",
            "fold_by",
            "lambda_min",
            "lambda_1se",
            "at",
            "constant",
            "names",
            "path");
    assertThat(path.get("folds").getAsInt()).isEqualTo(5);
    assertThat(path.get("fold_by").isJsonNull()).isTrue();
    JsonArray names = path.getAsJsonArray("names");
    assertThat(names).extracting(JsonElement::getAsString).startsWith("a", "b", "c", "d", "town=N");
    JsonArray solutions = path.getAsJsonArray("path");
    double before = Double.MAX_VALUE;
    double least = Double.MAX_VALUE;
    for (JsonElement one : solutions) {
      JsonObject solution = one.getAsJsonObject();
      assertThat(solution.get("lambda").getAsDouble()).isLessThan(before);
      assertThat(solution.getAsJsonArray("estimates")).hasSameSizeAs(names);
      before = solution.get("lambda").getAsDouble();
      least = Math.min(least, solution.get("error").getAsDouble());
    }
    JsonObject best = path.getAsJsonObject("lambda_min");
    JsonObject simplest = path.getAsJsonObject("lambda_1se");
    assertThat(simplest.get("lambda").getAsDouble())
        .isGreaterThanOrEqualTo(best.get("lambda").getAsDouble());
    double found = Double.NaN;
    for (JsonElement one : solutions) {
      JsonObject solution = one.getAsJsonObject();
      if (solution.get("lambda").equals(best.get("lambda"))) {
        found = solution.get("error").getAsDouble();
      }
    }
    assertThat(found).isEqualTo(least);
    JsonObject first = best.getAsJsonArray("coefficients").get(0).getAsJsonObject();
    assertThat(first.get("name").getAsString()).isEqualTo("(intercept)");
  }

  /** The other rows of two folds, each of them one row, and both of the line through the others. */
  @Test
  void theErrorOfFoldsIsThatOfTheirRows() throws IOException {
    Path table = csv("two.csv", "x,y\n0,1\n2,2\n");
    JsonObject path =
        json(
            kindling(
                "path",
                csv("three.csv", "x,y\n0,1\n2,2\n4,9\n"),
                "--target",
                "y",
                "--folds",
                "3",
                "--lambda",
                "100",
                "--json"));
    // all coefficients are 0, and each row is off by its distance to the mean of the others
    double expected = (4.5 * 4.5 + 3 * 3 + 7.5 * 7.5) / 3;
    assertThat(solution(path, 0).get("error").getAsDouble()).isCloseTo(expected, within(1e-12));
    assertThat(kindling("path", table, "--target", "y", "--folds", "3").err())
        .isEqualTo(
            "kindling: --folds: each fold must have a row (got 3 folds of 2 rows; expected 2 folds)\n");
  }

  @Test
  void theSeedDealsTheRows() throws IOException {
    Path table = table(40);
    Run one = kindling("path", table, "--target", "y", "--json", "--seed", "1");
    assertThat(kindling("path", table, "--target", "y", "--json", "--seed", "1")).isEqualTo(one);
    JsonObject other = json(kindling("path", table, "--target", "y", "--json", "--seed", "2"));
    JsonObject path = json(one);
    assertThat(solution(path, 9).get("estimates")).isEqualTo(solution(other, 9).get("estimates"));
    assertThat(solution(path, 9).get("error")).isNotEqualTo(solution(other, 9).get("error"));
  }

  @Test
  void aFileOfSumsGivesTheSamePath() throws IOException {
    Path table = table(40);
    Path sums = folder.resolve("sums.kstat");
    kindling("moments", table, "--features", "a,b,c,y", "--out", sums);
    Run run = kindling("path", sums, "--target", "y");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .contains("no cross-validation, which needs the rows")
        .anyMatch(line -> line.matches("\\| +lambda +\\| not 0 \\| +R2 +\\| comes in \\| .*"));
    JsonObject alone = json(kindling("path", sums, "--target", "y", "--json"));
    JsonObject judged =
        json(kindling("path", table, "--target", "y", "--features", "a,b,c", "--json"));
    assertThat(solution(alone, 20).get("estimates"))
        .isEqualTo(solution(judged, 20).get("estimates"));
    assertThat(alone.get("lambda_min").isJsonNull()).isTrue();
    assertThat(kindling("path", sums, "--target", "y", "--lambda", "500,50", "--at", "5").lines())
        .anyMatch(
            line ->
                line.matches("\\| coefficient +\\| lambda 500 +\\| lambda 50 +\\| lambda 5 .*"));
  }

  @ParameterizedTest
  @CsvSource({
    "--folds=5, '--folds, --fold-by, --seed and --at lambda-min or lambda-1se need the rows of a table'",
    "--fold-by=c, '--folds, --fold-by, --seed and --at lambda-min or lambda-1se need the rows'",
    "--at=lambda-1se, '--folds, --fold-by, --seed and --at lambda-min or lambda-1se need the rows of a table'",
    "--save=m.pt, --save needs the rows of a table",
    "--plot=error:x.svg, '--plot error: needs the rows of a table'",
    "--weights=c, --weights is for tables"
  })
  void sumsHaveNoRows(String option, String said) throws IOException {
    Path sums = folder.resolve("sums.kstat");
    kindling("moments", table(20), "--features", "a,b,c,y", "--out", sums);
    assertThat(kindling("path", sums, "--target", "y", option).err())
        .startsWith("kindling: " + said);
  }

  /** Its coefficients are those that are printed, to float32's digits. */
  @ParameterizedTest
  @CsvSource({"lambda-min, lambda_min", "lambda-1se, lambda_1se", "700, at"})
  void theModelIsSavedAtALambda(String at, String member) throws IOException {
    Path table = table(50);
    Path model = folder.resolve("model.pt");
    JsonObject path =
        json(kindling("path", table, "--target", "y", "--at", at, "--save", model, "--json"));
    List<Double> estimates = new ArrayList<>();
    for (JsonElement one : path.getAsJsonObject(member).getAsJsonArray("coefficients")) {
      estimates.add(one.getAsJsonObject().get("estimate").getAsDouble());
    }
    Path rows = csv("new.csv", "a,b,c,d,town\n10,20,30,7,S\n0,0,0,7,E\n");
    Run run = kindling("predict", rows, "--model-file", model);
    assertThat(run.err()).isEmpty();
    double first =
        estimates.get(0)
            + 10 * estimates.get(1)
            + 20 * estimates.get(2)
            + 30 * estimates.get(3)
            + estimates.get(6);
    assertThat(Double.parseDouble(run.lines().get(1))).isCloseTo(first, within(1e-3));
    assertThat(Double.parseDouble(run.lines().get(2))).isCloseTo(estimates.get(0), within(1e-3));
    assertThat(kindling("predict", rows, "--model-file", model, "--interval", "confidence").err())
        .contains("the model must say how sure it is");
  }

  /** Columns that lie far from 0 have few digits of a float32 left for what differs. */
  @ParameterizedTest
  @ValueSource(strings = {"fit", "path"})
  void aModelThatFloat32IsTooCoarseForIsSaidToBe(String command) throws IOException {
    for (int offset : new int[] {0, 1_000_000_000}) {
      StringBuilder rows = new StringBuilder("z,x,y\n");
      Random random = new Random(2);
      for (int i = 0; i < 50; i++) {
        double y = 2.0 * (offset + i) + random.nextDouble();
        rows.append(random.nextInt(9) + "," + (offset + i) + "," + y + "\n");
      }
      Path table = csv("off.csv", rows.toString());
      Run run = kindling(command, table, "--target=y", "--save=" + folder.resolve(offset + ".pt"));
      assertThat(run.err()).isEmpty();
      assertThat(run.lines())
          .filteredOn(line -> line.startsWith("the saved model, in float32, may be off by "))
          .hasSize(offset > 0 ? 1 : 0)
          .allMatch(line -> line.endsWith(": subtract a constant from x, which lies far from 0"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fit", "path --folds=3"})
  void aModelThatFloat32HasNoRoomForIsRefused(String command) throws IOException {
    Path table = csv("large.csv", "x,y\n1,1e200\n2,2e200\n3,2.1e200\n4,5e200\n5,4e200\n6,7e200\n");
    Path model = folder.resolve("large.pt");
    List<Object> words = new ArrayList<>(List.of((Object[]) command.split(" ")));
    words.addAll(List.of(table, "--target=y", "--save=" + model));
    Run run = kindling(words.toArray());
    assertThat(run.err())
        .startsWith("kindling: --save: coefficients must be ones that float32 has room for (got ")
        .hasLineCount(1);
    assertThat(run.code()).isEqualTo(2);
    assertThat(model).doesNotExist();
  }

  @Test
  void weightsAndGapsAreThoseOfFit() throws IOException {
    Path table = csv("w.csv", "x,y,w\n0,1,1\n1,3,2\n2,,1\n3,9,0\n5,10,1\n4,9,2\n");
    Run run =
        kindling(
            "path", table, "--target", "y", "--weights", "w", "--missing", "drop", "--folds", "2");
    assertThat(run.lines().get(0)).startsWith("lasso of y: 4 rows, 1 column, ");
    assertThat(run.lines()).contains("left out: 1 row with missing cells");
    assertThat(kindling("path", table, "--target", "y", "--weights", "w").err())
        .contains("fill the cell or leave the row out with --missing drop");
  }

  /** Rows that are dealt, and the same rows by a column that says to which fold each was dealt. */
  @Test
  void foldsMayBeThoseOfAColumn() throws IOException {
    List<String> rows = Files.readString(table(30)).lines().toList();
    StringBuilder told = new StringBuilder(rows.get(0) + ",site\n");
    TorchRandom random = new TorchRandom(4);
    for (int from = 0; from < 30; from += 3) {
      int[] order = random.randperm(3);
      for (int i = 0; i < 3; i++) {
        told.append(rows.get(1 + from + i)).append(",s").append(order[i]).append('\n');
      }
    }
    JsonObject dealt =
        json(kindling("path", table(30), "--target=y", "--folds=3", "--seed=4", "--json"));
    Path sites = csv("sites.csv", told.toString());
    JsonObject grouped = json(kindling("path", sites, "--target=y", "--fold-by=site", "--json"));
    assertThat(grouped.get("names")).isEqualTo(dealt.get("names")); // site explains nothing
    assertThat(grouped.get("fold_by").getAsJsonArray().get(0).getAsString()).isEqualTo("site");
    assertThat(grouped.get("seed").isJsonNull()).isTrue();
    assertThat(grouped.get("folds").getAsInt()).isEqualTo(3);
    int count = dealt.getAsJsonArray("path").size();
    assertThat(grouped.getAsJsonArray("path")).hasSize(count);
    for (int at = 0; at < count; at++) {
      for (String member : List.of("error", "standard_error")) {
        double error = solution(dealt, at).get(member).getAsDouble();
        assertThat(solution(grouped, at).get(member).getAsDouble())
            .isCloseTo(error, withinPercentage(1e-9));
      }
    }
    assertThat(kindling("path", sites, "--target=y", "--fold-by=site").lines())
        .contains("3 folds, one for each site");
  }

  /** What is asked for is judged as what is found. */
  @Test
  void anotherLambdaIsJudgedToo() throws IOException {
    Path table = table(50);
    JsonObject found = json(kindling("path", table, "--target=y", "--json"));
    JsonObject best = found.getAsJsonObject("lambda_min");
    double lambda = best.get("lambda").getAsDouble();
    JsonObject at =
        json(kindling("path", table, "--target=y", "--at=" + lambda, "--json"))
            .getAsJsonObject("at");
    for (String member : List.of("error", "standard_error", "r2")) {
      assertThat(at.get(member).getAsDouble())
          .isCloseTo(best.get(member).getAsDouble(), withinPercentage(1e-7));
    }
    assertThat(kindling("path", table, "--target=y", "--at=700").lines())
        .filteredOn(line -> line.startsWith("| error of the folds "))
        .singleElement()
        .asString()
        .matches("\\| error of the folds +(\\| +[0-9.]+ ){3}\\|");
  }

  private JsonObject six(String exponent, Object... more) throws IOException {
    String rows = "x,y\n1,1%1$s\n2,2%1$s\n3,2.1%1$s\n4,5%1$s\n5,4%1$s\n6,7%1$s\n";
    List<Object> words = new ArrayList<>(List.of("path", csv("six.csv", rows.formatted(exponent))));
    words.addAll(List.of("--target=y", "--folds=3", "--json"));
    words.addAll(List.of(more));
    return json(kindling(words.toArray()));
  }

  /** The squares of such errors have no room in float64, but which is the least is as it was. */
  @ParameterizedTest
  @ValueSource(ints = {-300, -200, -83, 0, 80, 160, 200, 290})
  void theBestIsTheSameInAnyUnit(int exponent) throws IOException {
    JsonObject usual = six("");
    JsonObject scaled = six("e" + exponent);
    for (String member : List.of("lambda_min", "lambda_1se")) {
      JsonObject expected = usual.getAsJsonObject(member);
      JsonObject found = scaled.getAsJsonObject(member);
      double lambda = expected.get("lambda").getAsDouble() * Double.parseDouble("1e" + exponent);
      assertThat(found.get("lambda").getAsDouble()).isCloseTo(lambda, withinPercentage(1e-9));
      assertThat(found.get("r2").getAsDouble())
          .isCloseTo(expected.get("r2").getAsDouble(), withinPercentage(1e-7));
    }
  }

  /** Weights that are alike change nothing, whatever they are. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "1e-320", "4.9e-324", "1e-300", "1e308"})
  void equalWeightsAreNone(String weight) throws IOException {
    Path table = csv("w.csv", "a,w,y\n1,W,1\n2,W,2\n3,W,3\n4,W,3\n".replace("W", weight));
    JsonObject path =
        json(
            kindling(
                "path",
                table,
                "--target=y",
                "--weights=w",
                "--folds=2",
                "--lambda=0.1,0.01",
                "--json"));
    assertThat(solution(path, 0).get("error").getAsDouble())
        .isCloseTo(0.29, withinPercentage(1e-9));
    assertThat(solution(path, 1).get("error").getAsDouble())
        .isCloseTo(0.3749, withinPercentage(1e-9));
  }

  /**
   * A row far from all others: the fit on these has its own units, and is off by far on that one.
   */
  @ParameterizedTest
  @CsvSource({"1e140, 1.847e280", "1e152, 1.847e304"})
  void aRowThatIsFarOffIsSeenToBe(String far, double error) throws IOException {
    String rows = "x,y\n1,3.1\n2,5.9\n3,9\n4,12.2\n" + far + ",1\n";
    Run run =
        kindling(
            "path", csv("far.csv", rows), "--target=y", "--folds=5", "--lambda=1e-3", "--json");
    assertThat(solution(json(run), 0).get("error").getAsDouble())
        .isCloseTo(error, withinPercentage(0.1));
    Run beyond =
        kindling(
            "path",
            csv("far.csv", rows.replace(far, "1e170")),
            "--target=y",
            "--folds=5",
            "--lambda=1e-3",
            "--json");
    assertThat(solution(json(beyond), 0).get("error").isJsonNull()).isTrue(); // 1.8e340
  }

  /** Numbers at the ends of float64 end in numbers, or in a line. */
  @Test
  void nothingIsNaN() throws IOException {
    Path large = csv("n3.csv", "x,y\n1,1e306\n2,2e306\n3,2e306\n4,5e306\n");
    assertThat(kindling("path", large, "--target=y", "--folds=2", "--alpha=0").err())
        .isEqualTo(
            "kindling: path: the largest λ must be one that float64 has room for (got one above"
                + " 1.7e308; expected a target of smaller numbers; divide 'y' by a constant)\n");
    Path small = csv("n2.csv", "x,y\n1,0.1\n2,0.2\n3,0.2\n4,0.5\n");
    JsonObject strong =
        json(
            kindling(
                "path", small, "--target=y", "--folds=2", "--lambda=1e308", "--alpha=0", "--json"));
    assertThat(solution(strong, 0).get("intercept").getAsDouble()).isCloseTo(0.25, within(1e-12));
    String text = "x,z,y\n1e-310,1,1\n2e-310,5,3\n3e-310,2,4\n5e-310,2,6\n";
    for (String alpha : List.of("0", "0.5", "1")) {
      JsonObject path =
          json(
              kindling(
                  "path",
                  csv("n1.csv", text),
                  "--target=y",
                  "--folds=2",
                  "--lambda=0.1",
                  "--alpha=" + alpha,
                  "--standardize=false",
                  "--json"));
      assertThat(solution(path, 0).getAsJsonArray("estimates").get(0).getAsDouble()).isZero();
      assertThat(solution(path, 0).getAsJsonArray("estimates").get(1).isJsonNull()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647, 'Moments: the sums of all pairs of columns must fit into memory'",
    "2147483646, 'Moments: the sums of all pairs of columns must fit into memory'",
    "100000, '--folds: each fold must have a row (got 100000 folds of 4 rows; expected 2 … 4'",
  })
  void moreFoldsThanRowsAreRefusedAtOnce(String folds, String said) throws IOException {
    Path table = csv("few.csv", "x,y\n0,0\n0,0\n0,0\n5,3\n");
    Run run = kindling("path", table, "--target=y", "--folds=" + folds);
    assertThat(run.err()).startsWith("kindling: " + said).doesNotContain("-3").hasLineCount(1);
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void picturesAreDrawn() throws IOException {
    Path table = table(40);
    Path svg = folder.resolve("path.svg");
    Path png = folder.resolve("error.png");
    Run run =
        kindling(
            "path", table, "--target", "y", "--plot", svg, "--plot", "error:" + png, "--plot", "-");
    assertThat(run.err()).isEmpty();
    assertThat(Files.readString(svg)).contains("y: coefficients over lambda", ">lambda-1se<");
    assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
    assertThat(run.out()).contains("y: coefficients over lambda\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--alpha=2, '--alpha: it must be from 0 to 1 (got 2.0;'",
    "--folds=1, --folds must be at least 2 (got 1)",
    "--fold-by=y, '--fold-by: the target must not tell groups apart'",
    "--fold-by=d, '--fold-by: there must be two groups at least, each of them a fold (got one, ''7'';'",
    "'--fold-by=a,a', '--fold-by: a column must be named only once'",
    "'--fold-by=a,b,c,d,town', '--fold-by: there must be a column that explains beside those'",
    "--categorical=a:embedding, 'path: a category must be one-hot (got a, which is embedded; expected a:onehot)'",
    "--folds=90, '--folds: each fold must have a row (got 90 folds of 30 rows; expected 2 … 30'",
    "'--lambda=1,0', '--lambda: λ must be a number above 0 (got 0.0;'",
    "--lambda=-1, '--lambda: λ must be a number above 0 (got -1.0;'",
    "--lambdas=0, '--lambdas: there must be one λ at least (got 0;'",
    "--at=best, '--at: there must be such a penalty (got ''best'';'",
    "--at=0, '--at: there must be such a penalty (got ''0'';'",
    "--plot=roc:x.svg, '--plot: what stands before the colon must be a kind of picture (got roc;'",
    "--plot=x.pdf, '--plot: a plot must be a PNG or SVG file'"
  })
  void wrongOptionsAreRefusedInALine(String option, String said) throws IOException {
    Run run = kindling("path", table(30), "--target", "y", option);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("kindling: " + said);
    assertThat(run.err().lines().count()).isEqualTo(1);
  }

  @Test
  void tablesThatSayNothingAreRefusedInALine() throws IOException {
    assertThat(
            kindling("path", csv("a.csv", "x,y\n1,5\n2,5\n3,5\n"), "--target", "y", "--folds", "2")
                .err())
        .isEqualTo(
            "kindling: path: the target must not be the same in every row (got y = 5.0; expected"
                + " numbers that differ)\n");
    assertThat(kindling("path", csv("b.csv", "x,y\n"), "--target", "y").err())
        .startsWith("kindling: --folds: each fold must have a row (got 10 folds of 0 rows;");
    assertThat(kindling("path", csv("c.csv", "x,y\n1,2\nNaN,3\n"), "--target", "y").code())
        .isEqualTo(2);
    assertThat(kindling("path").err()).startsWith("kindling: path needs a table: TABLE, --data");
    assertThat(kindling("path", table(20), "--target", "a,y").err())
        .contains("path explains one column");
    Run run = kindling("path", table(20), "--target", "y", "--json", "--plot", "-");
    assertThat(run.err()).startsWith("kindling: --json and --plot - exclude each other");
  }
}

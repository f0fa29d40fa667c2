package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kindling.checkpoint.StateFile;
import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --standardize}: trains in units of deviations, answers in the data's own. */
final class StandardizeTest {
  private static final Path DIABETES = Path.of("../docs/data/diabetes.csv");
  private static final Pattern WEIGHT = Pattern.compile("\\| (\\S+) +\\| +(\\S+) \\|");

  private static final Pattern EQUATION = Pattern.compile("\nprogression = (\\S+) bmi - (\\S+)\n");

  /** Least squares on all of the table, by statsmodels. */
  private static final Map<String, Double> OLS =
      Map.ofEntries(
          Map.entry("(intercept)", -334.567138518785),
          Map.entry("age", -0.03636122422362569),
          Map.entry("sex", -22.859648090498425),
          Map.entry("bmi", 5.6029620919237155),
          Map.entry("bp", 1.1168079933181885),
          Map.entry("s1", -1.0899963340632242),
          Map.entry("s2", 0.7464504555142046),
          Map.entry("s3", 0.3720047150891281),
          Map.entry("s4", 6.533831935990334),
          Map.entry("s5", 68.48312496478792),
          Map.entry("s6", 0.2801169893214948));

  @TempDir Path folder;

  private static Run diabetes(Object... more) {
    Object[] args = {"train", "--data", DIABETES, "--target", "progression"};
    Object[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return kindling(all);
  }

  private static Map<String, Double> weights(Run run) {
    assertThat(run.err()).isEmpty();
    Map<String, Double> weights = new LinkedHashMap<>();
    Matcher lines = WEIGHT.matcher(run.out());
    while (lines.find()) {
      weights.put(lines.group(1), Double.valueOf(lines.group(2)));
    }
    return weights;
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void oneFeatureEndsAtLeastSquares(String backend) {
    Run run =
        diabetes(
            "--features=bmi", "--standardize", "--optimizer=sgd(lr=0.1)", "--backend=" + backend);
    leastSquares(run);
    assertThat(run.out()).endsWith("\n\ntraining: R2 0.3439, MAE 51.7986, RMSE 62.3735\n");
  }

  /** slope = cov(x, y) / var(x), intercept = mean(y) − slope · mean(x). */
  private static void leastSquares(Run run) {
    Matcher line = EQUATION.matcher(run.out());
    assertThat(line.find()).as(run.out()).isTrue();
    assertThat(Double.parseDouble(line.group(1))).isCloseTo(10.23312787, within(2e-4));
    assertThat(Double.parseDouble(line.group(2))).isCloseTo(117.77336657, within(1e-3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=all", "=features", "=targets"})
  void theWeightsAreThoseOfTheDataInTheirOwnUnits(String part) {
    String lbfgs = "--optimizer=lbfgs(line_search=strong_wolfe)";
    String epochs = "--epochs=" + (part.equals("=targets") ? 400 : 20);
    Map<String, Double> weights = weights(diabetes("--standardize" + part, lbfgs, epochs));
    assertThat(weights.keySet()).containsAll(OLS.keySet());
    OLS.forEach(
        (name, weight) ->
            assertThat(weights.get(name))
                .as(name)
                .isCloseTo(weight, within(2e-3 + 1e-3 * Math.abs(weight))));
  }

  @Test
  void withoutABiasShiftedColumnsStillHaveAnIntercept() {
    Run run =
        diabetes(
            "--features=bmi",
            "--standardize",
            "--model=linear(1, 1, bias=false)",
            "--optimizer=sgd(lr=0.1)");
    leastSquares(run);
  }

  @Test
  void meansAndDeviationsAreThoseOfTheTrainingRows() throws IOException {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 10; i++) {
      text.append(i).append(',').append(i).append('\n');
    }
    Path data = Files.writeString(folder.resolve("data.csv"), text);
    Path model = folder.resolve("model.pt");
    kindling(
        "train",
        "--data",
        data,
        "--target=y",
        "--standardize",
        "--validation=0.2",
        "--save",
        model);
    String note = StateFile.load(model).metadata().get("kindling_feature_scaling");
    List<String> scaling = String.valueOf(note).lines().toList();
    double[] rows = trainingRows();
    double average = Arrays.stream(rows).average().orElseThrow();
    double variance =
        Arrays.stream(rows).map(x -> (x - average) * (x - average)).sum() / rows.length;
    assertThat(Double.parseDouble(scaling.get(0))).isCloseTo(average, within(1e-12));
    assertThat(Double.parseDouble(scaling.get(1))).isCloseTo(Math.sqrt(variance), within(1e-12));
  }

  /** The rows that are left for training after linear(1, 1) was made from seed 0. */
  private static double[] trainingRows() {
    var random = new TorchRandom(0);
    random.rand(Shape.of(2));
    return Arrays.stream(random.randperm(10), 0, 8).asDoubleStream().toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void theScalingIsSavedWithTheModel(String backend) throws IOException {
    Path model = folder.resolve("model.pt");
    Path first = folder.resolve("first.csv");
    Path predicted = folder.resolve("predicted.csv");
    diabetes("--standardize", "--backend", backend, "--save", model, "--predictions", first);
    Run run =
        kindling(
            "predict",
            "--backend",
            backend,
            "--model-file",
            model,
            "--data",
            DIABETES,
            "--out",
            predicted);
    assertThat(run).isEqualTo(new Run(0, "", ""));
    assertThat(predicted).hasSameTextualContentAs(first);
    assertThat(Double.parseDouble(Files.readAllLines(first).get(1).split(",")[1]))
        .isBetween(50.0, 300.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--quiet", "--standardize", "--standardize=features"})
  void aModelThatIsTrainedOnKeepsItsScaling(String option) throws IOException {
    Path model = folder.resolve("model.pt");
    Path first = folder.resolve("first.csv");
    Path again = folder.resolve("again.csv");
    diabetes("--standardize", "--save", model, "--predictions", first);
    String lr = "--optimizer=sgd(lr=0)";
    Run run =
        diabetes(
            "--init", model, "--epochs=1", lr, "--predictions", again, "--save", model, option);
    assertThat(run.err()).isEmpty();
    if (!option.equals("--quiet")) {
      assertThat(run.lines().get(2)).isEqualTo("standardized as " + model + " was");
    }
    assertThat(again).hasSameTextualContentAs(first);
    Run predict = kindling("predict", "--model-file", model, "--data", DIABETES);
    assertThat(predict.out()).isEqualTo(Files.readString(first));
  }

  @Test
  void aModelOfOtherUnitsCanBeStandardizedFromThenOn() {
    Path model = folder.resolve("model.pt");
    diabetes("--features=bmi", "--optimizer=sgd(lr=0.001)", "--save", model);
    Run run =
        diabetes("--features=bmi", "--standardize", "--init", model, "--optimizer=sgd(lr=0.1)");
    leastSquares(run);
  }

  @Test
  void aScalingOfOtherColumnsDoesNotFit() {
    Path model = folder.resolve("model.pt");
    diabetes("--standardize", "--save", model);
    Run run = diabetes("--features=bmi,bp", "--init", model);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "kindling: "
                + model
                + ": the saved model must have as many features as the table (got 10; expected 2;"
                + " choose the columns it was trained on)\n");
  }

  @Test
  void aConstantColumnIsOnlyShifted() throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "x,c,y\n1,7,3\n2,7,5\n3,7,7\n");
    Run run =
        kindling("train", "--data", data, "--target=y", "--standardize", "--optimizer=sgd(lr=0.3)");
    assertThat(weights(run)).containsEntry("x", 2.0);
  }

  @Test
  void labelsAndCountsAreNotStandardized() throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "x,y\n1,0\n2,1\n3,1\n");
    for (String loss : List.of("bce_with_logits()", "cross_entropy()", "poisson_nll()")) {
      Object[] args = {"train", "--data", data, "--target=y", "--loss", loss};
      assertThat(kindling(with(args, "--standardize")).code()).isZero();
      assertThat(kindling(with(args, "--standardize=targets")))
          .isEqualTo(
              new Run(
                  2,
                  "",
                  "kindling: --standardize: only targets that are measured can be standardized (got"
                      + " labels or counts; expected --standardize=features)\n"));
    }
  }

  private static Object[] with(Object[] args, Object last) {
    Object[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = last;
    return all;
  }
}

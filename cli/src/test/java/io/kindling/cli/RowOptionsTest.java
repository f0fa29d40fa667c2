package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which rows are learned from, which judge, and how much they count; see {@code golden/rows.py}.
 */
final class RowOptionsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @TempDir Path folder;

  /** Trains as the golden histories were made, but for more options. */
  private Run train(String target, int outputs, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "train",
                "--data=" + GOLDEN.resolve("rows.csv"),
                "--features=a,b,c,d,e",
                "--target=" + target,
                "--model=sequential(linear(5, 8), tanh(), linear(8, " + outputs + "))",
                "--optimizer=adam(lr=0.05)",
                "--seed=4",
                "--epochs=30"));
    for (Object option : more) {
      args.removeIf(arg -> arg.toString().startsWith(option.toString().split("=")[0] + "="));
    }
    args.addAll(Arrays.asList(more));
    Run run = kindling(args.toArray());
    assertThat(run.err()).isEmpty();
    return run;
  }

  private void follows(String name, String target, int outputs, Object... options)
      throws IOException {
    List<String> expected = Files.readAllLines(GOLDEN.resolve(name + ".csv"));
    for (String backend : List.of("cpu", "libtorch")) {
      Path history = folder.resolve(backend + ".csv");
      List<Object> more = new ArrayList<>(Arrays.asList(options));
      more.addAll(List.of("--backend=" + backend, "--history=" + history));
      train(target, outputs, more.toArray());
      compare(Files.readAllLines(history), expected);
    }
  }

  private static void compare(List<String> lines, List<String> expected) {
    assertThat(lines).hasSameSizeAs(expected);
    assertThat(lines.get(0)).isEqualTo(expected.get(0));
    for (int epoch = 1; epoch < expected.size(); epoch++) {
      String[] cells = lines.get(epoch).split(",");
      String[] truth = expected.get(epoch).split(",");
      for (int column = 1; column < truth.length; column++) {
        double loss = Double.parseDouble(truth[column]);
        assertThat(Double.parseDouble(cells[column]))
            .as("epoch %d, column %d", epoch, column)
            .isCloseTo(loss, within(1e-4 * Math.abs(loss) + 1e-7));
      }
    }
  }

  @Test
  void theLastRowsJudge() throws IOException {
    follows("validation_last", "y,z", 2, "--validation=last:0.25", "--batch-size=10");
  }

  @Test
  void aTableOfItsOwnJudgesAsItsRowsWould() throws IOException {
    List<String> rows = Files.readAllLines(GOLDEN.resolve("rows.csv"));
    Path first = Files.write(folder.resolve("first.csv"), rows.subList(0, 49));
    List<String> rest = new ArrayList<>(rows.subList(49, 65));
    rest.add(0, rows.get(0));
    Path last = Files.write(folder.resolve("last.csv"), rest);
    for (String more : List.of("--quiet", "--stream")) {
      follows(
          "validation_last",
          "y,z",
          2,
          "--data=" + first,
          "--validation=" + last,
          "--batch-size=10",
          more);
    }
  }

  @Test
  void theScalingIsThatOfTheTrainingRows() throws IOException {
    Path first = Files.writeString(folder.resolve("a.csv"), "x,y\n0,1\n1,3\n2,5\n");
    Path other = Files.writeString(folder.resolve("b.csv"), "n,y,x\n-,2001,1000\n-,2003,1001\n");
    Run run =
        kindling(
            "train",
            "--data=" + first,
            "--target=y",
            "--standardize",
            "--optimizer=sgd(lr=0.5)",
            "--validation=" + other,
            "--test=" + other);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("\ntraining: R2 1.0000, ")
        .containsPattern("\nvalidation: R2 (1\\.0000|0\\.99\\d\\d), ")
        .containsPattern("\ntest: R2 (1\\.0000|0\\.99\\d\\d), MAE .*, RMSE .*\n$");
  }

  @Test
  void aModelOfLogarithmsIsJudgedByItsLossAndItsRates() throws IOException {
    Path other = Files.writeString(folder.resolve("b.csv"), "x,y\n0,1\n");
    Run run =
        kindling(
            "train",
            "--loss=poisson_nll()",
            "--optimizer=sgd(lr=0)",
            "--epochs=1",
            "--model=linear(1, 1)",
            "--test=" + other);
    // the bias b alone: e^b - b
    double bias = new TorchRandom(0).rand(Shape.of(2)).floats().get(1) * 2 - 1;
    assertThat(run.out())
        .endsWith(
            String.format(
                Locale.ROOT,
                "\ntest: loss %.4f, MAE %.4f\n",
                Math.exp(bias) - bias,
                Math.abs(Math.exp(bias) - 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x,z\\n1,2\\n|there must be a column 'y'",
        "x,y\\n1,\\n|line 2",
        "x,y\\n1,two\\n|line 2",
        "x,y\\n|there must be at least one row"
      })
  void aTableThatDoesNotFitIsRefusedBeforeTheTraining(String text, String message)
      throws IOException {
    Path other = Files.writeString(folder.resolve("b.csv"), text.replace("\\n", "\n"));
    for (String option : List.of("--validation", "--test")) {
      Run run = kindling("train", option, other);
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("b.csv", message).hasLineCount(1);
    }
  }

  @Test
  void labelsThatNobodyLearnsAreRefused() throws IOException {
    Path first = Files.writeString(folder.resolve("a.csv"), "x,y\n0,no\n1,yes\n2,yes\n");
    Path other = Files.writeString(folder.resolve("b.csv"), "x,y\n0,no\n1,maybe\n");
    Run run =
        kindling("train", "--data", first, "--target=y", "--loss=cross_entropy()", "--test", other);
    assertThat(run.err())
        .contains("b.csv, column y: the model must know every label (got 'maybe'; expected ")
        .endsWith("; leave the rows with other labels out)\n");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void noOutputIsWrittenOverATableThatJudges() throws IOException {
    Path other = Files.writeString(folder.resolve("b.csv"), "x,y\n0,1\n");
    for (String option : List.of("--validation", "--test")) {
      Run run = kindling("train", option, other, "--history", other);
      assertThat(run.err())
          .isEqualTo(
              "kindling: --history: a file must not be written over another of the same command"
                  + " (got "
                  + other
                  + ", as "
                  + option
                  + "; expected another file)\n");
    }
  }

  @Test
  void resumingAsksForTheTableThatJudged() throws IOException {
    Path judging = Files.writeString(folder.resolve("v.csv"), "x,y\n0,1\n20,41\n");
    Path model = folder.resolve("m.pt");
    Object[] args = {"train", "--epochs=2", "--checkpoint-every=1", "--save", model};
    List<Object> all = new ArrayList<>(Arrays.asList(args));
    all.add("--validation=" + judging);
    assertThat(kindling(all.toArray()).err()).isEmpty();
    Run on = kindling("train", "--resume", model, "--epochs=3");
    assertThat(on.err()).isEmpty();
    assertThat(on.out()).contains("\nepoch 3, loss ").contains(", validation loss ");
    Path moved = Files.move(judging, folder.resolve("moved.csv"));
    assertThat(kindling("train", "--resume", model, "--epochs=4").err())
        .contains("the table that the training began with must be there (got no file ")
        .endsWith("; say where it is now with --validation)\n");
    assertThat(kindling("train", "--resume", model, "--epochs=4", "--validation", moved).err())
        .isEmpty();
    Files.writeString(moved, "x,y\n0,1\n20,40\n");
    assertThat(kindling("train", "--resume", model, "--epochs=5", "--validation", moved).err())
        .contains("--resume: the data must be those that the training began with (got others in ");
    assertThat(kindling("train", "--resume", model, "--validation=0.2").err())
        .contains("--validation was " + moved);
  }

  @Test
  void balancedClassesWeighTheCrossEntropy() throws IOException {
    follows(
        "balanced_cross_entropy",
        "kind",
        3,
        "--loss=cross_entropy()",
        "--batch-size=10",
        "--class-weights=balanced");
  }

  @Test
  void balancedClassesWeighPositiveLabels() throws IOException {
    follows(
        "balanced_bce_with_logits",
        "high",
        1,
        "--loss=bce_with_logits()",
        "--class-weights=balanced");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--quiet", "--stream"})
  void rowsCountByTheirWeights(String more) throws IOException {
    follows(
        "weights_cross_entropy",
        "kind",
        3,
        "--loss=cross_entropy(weight=(1, 2, 0.5))",
        "--weights=w",
        "--batch-size=10",
        more);
    follows(
        "offset_poisson",
        "count",
        1,
        "--loss=poisson_nll()",
        "--offset=log_exposure",
        "--batch-size=10",
        more);
  }

  @Test
  void rowsHeldOutCountByTheirWeightsToo() throws IOException {
    follows("weights_mse", "y,z", 2, "--weights=w", "--batch-size=10", "--validation=last:0.25");
  }

  @Test
  void weightsGoWithTheirRowsWhenTheseAreShuffled() throws IOException {
    follows(
        "weights_bce_with_logits",
        "high",
        1,
        "--loss=bce_with_logits()",
        "--weights=w",
        "--batch-size=10",
        "--shuffle");
    follows(
        "weights_offset_poisson",
        "count",
        1,
        "--loss=poisson_nll()",
        "--weights=w",
        "--offset=log_exposure",
        "--batch-size=10",
        "--shuffle",
        "--validation=last:0.25");
  }

  @Test
  void scoresCountRowsByTheirWeights() throws IOException {
    // the weights 0 and 2 leave out a row and take another twice
    Path weighted = Files.writeString(folder.resolve("w.csv"), "x,w,y\n1,2,2\n2,0,9\n3,1,5\n");
    Path repeated = Files.writeString(folder.resolve("r.csv"), "x,y\n1,2\n1,2\n3,5\n");
    List<String> scores = new ArrayList<>();
    for (Object[] data :
        new Object[][] {{"--data", weighted, "--weights=w"}, {"--data", repeated}}) {
      List<Object> args = new ArrayList<>(Arrays.asList(data));
      args.addAll(0, List.of("train", "--target=y", "--optimizer=sgd(lr=0.05)", "--test", data[1]));
      Run run = kindling(args.toArray());
      assertThat(run.err()).isEmpty();
      scores.add(run.out().substring(run.out().indexOf("\ntraining: ")));
      assertThat(run.out().contains("\nrows count by w\n")).isEqualTo(data.length == 3);
    }
    assertThat(scores.get(0)).isEqualTo(scores.get(1)).contains("\ntest: R2 ");
  }

  @Test
  void classesAreBalancedByWeights() throws IOException {
    Path table =
        Files.writeString(folder.resolve("t.csv"), "x,w,y\n1,1,a\n2,3,a\n3,0.5,b\n4,0.5,b\n");
    Object[] args = {"train", "--data", table, "--target=y", "--weights=w", "--epochs=1"};
    assertThat(kindling(with(args, "--loss=cross_entropy()", "--class-weights=balanced")).out())
        .contains("loss cross_entropy(weight=(0.625, 2.5)), ");
    assertThat(kindling(with(args, "--loss=bce_with_logits()", "--class-weights=balanced")).out())
        .contains("loss bce_with_logits(pos_weight=4), ");
  }

  /** Counts of e^(1 + x + offset), of which the model is to find the 1 and the x. */
  private Path exposures() throws IOException {
    StringBuilder text = new StringBuilder("x,time,n\n");
    for (int row = 0; row < 40; row++) {
      double x = row % 5 / 4.0;
      double time = row % 7 / 2.0;
      text.append(x)
          .append(',')
          .append(time)
          .append(',')
          .append(Math.exp(1 + x + time))
          .append('\n');
    }
    return Files.writeString(folder.resolve("counts.csv"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void anOffsetIsAddedInTrainingAndInPrediction(String backend) throws IOException {
    Path table = exposures();
    Path model = folder.resolve("m.pt");
    Path trained = folder.resolve("trained.csv");
    Path predicted = folder.resolve("predicted.csv");
    Run run =
        kindling(
            "train",
            "--data",
            table,
            "--target=n",
            "--offset=time",
            "--loss=poisson_nll()",
            "--backend=" + backend,
            "--save",
            model,
            "--predictions",
            trained);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("\nadded to the model's output: time\n");
    Run on = kindling("predict", "--model-file", model, "--data", table, "--out", predicted);
    assertThat(on.err()).isEmpty();
    assertThat(predicted).hasSameTextualContentAs(trained);
    List<String> lines = Files.readAllLines(predicted);
    for (int row = 0; row < 40; row++) {
      assertThat(Double.parseDouble(lines.get(row + 1).split(",")[1]))
          .isCloseTo(1 + row % 5 / 4.0 + row % 7 / 2.0, within(0.01));
    }
    Path without = Files.writeString(folder.resolve("x.csv"), "x\n1\n");
    Run missing = kindling("predict", "--model-file", model, "--data", without);
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("x.csv", "'time'").hasLineCount(1);
  }

  @Test
  void theSavedOffsetIsGoneOnWith() throws IOException {
    Path table = exposures();
    Path model = folder.resolve("m.pt");
    Object[] args = {"train", "--data", table, "--target=n", "--loss=poisson_nll()", "--epochs=2"};
    Object[] more = {"--offset=time", "--optimizer=sgd(lr=0.001)", "--save", model};
    assertThat(kindling(with(with(args, more), "--checkpoint-every=1")).err()).isEmpty();
    assertThat(kindling(with(args, "--init", model, "--exclude=time")).err())
        .isEqualTo(
            "kindling: --offset: the offset must be that of the saved model (got none; expected"
                + " time)\n");
    assertThat(kindling(with(args, "--init", model, "--offset=time")).err()).isEmpty();
    assertThat(kindling("train", "--resume", model, "--epochs=3").err()).isEmpty();
    String changed = Files.readString(table).replaceFirst("1\\.0,2\\.0,", "1.0,2.5,");
    Files.writeString(table, changed);
    assertThat(kindling("train", "--resume", model, "--epochs=4").err())
        .contains("the data must be those that the training began with");
  }

  @Test
  void anOffsetIsNotScaledNorAreItsTargets() throws IOException {
    Path table =
        Files.writeString(folder.resolve("t.csv"), "x,o,y\n1,100,103\n2,200,205\n3,300,307\n");
    Path predictions = folder.resolve("p.csv");
    Run run =
        kindling(
            "train", "--data", table, "--target=y", "--offset=o", "--predictions", predictions);
    assertThat(run.err()).isEmpty();
    List<String> lines = Files.readAllLines(predictions);
    assertThat(Double.parseDouble(lines.get(1).split(",")[1])).isCloseTo(103, within(0.01));
    assertThat(Double.parseDouble(lines.get(3).split(",")[1])).isCloseTo(307, within(0.01));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--weights=n|--weights: there must be such a column (got 'n'; expected x, w, o, y)",
        "--weights=y|--weights: a column must have one use (got 'y', which --target names too;"
            + " expected a column of its own)",
        "--weights=w --features=x,w|--weights: a column must have one use (got 'w', which --features"
            + " names too; expected a column of its own)",
        "--offset=w --weights=w|--offset: a column must have one use (got 'w', which --weights names"
            + " too; expected a column of its own)",
        "--offset=o --standardize=targets|--offset and --standardize=targets exclude each other: an"
            + " offset is in the targets' own units (see kindling train --help)",
        "--offset=o --loss=cross_entropy()|--offset: the model must have one output to add it to (got"
            + " 3 for the classes of y, 1, 2, 3; expected one target that is a number or has two"
            + " labels)",
      })
  void aColumnHasOneUse(String options, String message) throws IOException {
    Path table = Files.writeString(folder.resolve("t.csv"), "x,w,o,y\n1,1,1,1\n2,1,2,2\n3,1,3,3\n");
    List<Object> args = new ArrayList<>(List.of("train", "--data", table, "--target=y"));
    args.addAll(Arrays.asList(options.split(" ")));
    Run run = kindling(args.toArray());
    assertThat(run.err()).isEqualTo("kindling: " + message + "\n");
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1|t.csv, line 3, column w: a weight must not be negative (got -1; expected 0 or more)",
        "inf|t.csv, line 3, column w: ",
        "|t.csv, line 3, column w: ",
        "many|t.csv, line 3, column w: "
      })
  void aWeightIsANumberFromZero(String cell, String message) throws IOException {
    String text = "x,w,y\n1,1,1\n2," + (cell == null ? "" : cell) + ",2\n";
    Path table = Files.writeString(folder.resolve("t.csv"), text);
    for (String more : List.of("--epochs=1", "--stream")) {
      Run run =
          kindling("train", "--data", table, "--target=y", "--weights=w", "--batch-size=1", more);
      assertThat(run.err()).contains(message).hasLineCount(1);
      assertThat(run.code()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--epochs=1", "--stream"})
  void someRowsMustCount(String more) throws IOException {
    Path table = Files.writeString(folder.resolve("t.csv"), "x,w,y\n1,0,1\n2,0,2\n");
    Run run =
        kindling("train", "--data", table, "--target=y", "--weights=w", "--batch-size=1", more);
    assertThat(run.err())
        .isEqualTo(
            "kindling: "
                + table
                + ", column w: a weight must be above 0 (got 0 in every row; expected one that is"
                + " not 0 at least)\n");
  }

  @Test
  void aMissingWeightLeavesItsRowOutWhereThatIsAskedFor() throws IOException {
    Path table = Files.writeString(folder.resolve("t.csv"), "x,w,y\n1,1,1\n2,,2\n3,1,3\n");
    for (String more : List.of("--epochs=1", "--stream")) {
      Run run =
          kindling(
              "train",
              "--data",
              table,
              "--target=y",
              "--weights=w",
              "--missing=drop",
              "--batch-size=1",
              more);
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).contains("\nleft out: 1 row with missing cells\n");
    }
  }

  @Test
  void onlyTheTrainingRowsAreCounted() throws IOException {
    // scikit-learn: compute_class_weight('balanced', classes=['a', 'b'], y=['a', 'a', 'a', 'b'])
    Path table =
        Files.writeString(folder.resolve("t.csv"), "x,y\n1,a\n2,a\n3,a\n4,b\n5,b\n6,b\n7,b\n8,b\n");
    for (List<String> more : List.of(List.of("--validation=last:0.5"), List.of("--stream"))) {
      List<Object> args = new ArrayList<>();
      args.addAll(
          List.of("train", "--data", table, "--target=y", "--loss=cross_entropy()", "--epochs=1"));
      args.addAll(List.of("--class-weights=balanced", "--batch-size=2"));
      args.addAll(more);
      String weights =
          more.contains("--stream") ? "(1.3333333333333333, 0.8)" : "(0.6666666666666666, 2)";
      assertThat(kindling(args.toArray()).out())
          .contains(", loss cross_entropy(weight=" + weights + "), optimizer ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mse()|the loss must weigh classes (got --loss mse(); expected cross_entropy() or"
            + " bce_with_logits())",
        "cross_entropy(weight=(1, 2))|weights are chosen or given in the loss, not both (got --loss"
            + " cross_entropy(weight=(1, 2)); expected cross_entropy() or bce_with_logits())"
      })
  void weightsNeedALossThatTakesThemAndHasNone(String loss, String message) {
    Run run = kindling("train", "--class-weights=balanced", "--loss", loss);
    assertThat(run.err()).isEqualTo("kindling: --class-weights: " + message + "\n");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void foldsTellHowGoodAModelWillBe() throws IOException {
    List<String> expected = Files.readAllLines(GOLDEN.resolve("folds.csv"));
    for (String backend : List.of("cpu", "libtorch")) {
      List<String> lines = train("y", 1, "--folds=4", "--backend=" + backend).lines();
      for (int fold = 1; fold <= 4; fold++) {
        assertThat(lines.get(fold + 1))
            .isEqualTo("fold " + fold + " of 4: " + scores(expected.get(fold)));
      }
      String[] mean = expected.get(5).split(",");
      String[] deviation = expected.get(6).split(",");
      String all =
          String.format(
              Locale.ROOT,
              "4 folds: R2 %.4f ± %.4f, MAE %.4f ± %.4f, RMSE %.4f ± %.4f",
              Double.valueOf(mean[0]),
              Double.valueOf(deviation[0]),
              Double.valueOf(mean[1]),
              Double.valueOf(deviation[1]),
              Double.valueOf(mean[2]),
              Double.valueOf(deviation[2]));
      assertThat(lines.get(6)).isEqualTo(all);
    }
  }

  private static String scores(String line) {
    String[] numbers = line.split(",");
    return String.format(
        Locale.ROOT,
        "R2 %.4f, MAE %.4f, RMSE %.4f",
        Double.valueOf(numbers[0]),
        Double.valueOf(numbers[1]),
        Double.valueOf(numbers[2]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--optimizer=sgd(lr=0.01)", "--optimizer=auto"})
  void theModelIsThatWithoutFolds(String optimizer) throws IOException {
    Path with = folder.resolve("with.csv");
    Path without = folder.resolve("without.csv");
    Object[] same = {"--shuffle", "--batch-size=10", "--standardize", optimizer};
    train("y", 1, with(same, "--folds=3", "--history=" + with));
    train("y", 1, with(same, "--history=" + without));
    assertThat(with).hasSameTextualContentAs(without);
  }

  private static Object[] with(Object[] args, Object... more) {
    List<Object> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(Arrays.asList(more));
    return all.toArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--folds=1|--folds must be at least 2 (got 1) (see kindling train --help)",
        "--folds=12|--folds: each fold must have a row (got 12 folds; expected 2 … 11)",
        "--folds=2 --validation=0.2|--folds and --validation exclude each other (see kindling train"
            + " --help)",
        "--folds=2 --resume=m.pt|--folds and --resume exclude each other (see kindling train"
            + " --help)",
        "--validation=last:1|--validation must be a share above 0 and below 1, as 0.2 (got 1.0) (see"
            + " kindling train --help)",
        "--validation=last:0.01|--validation: both parts must have at least one row (got 0.01 of 11"
            + " rows; expected a share of 1/11 or more)",
      })
  void whatCannotBeHeldOutIsRefused(String options, String message) {
    List<Object> args = new ArrayList<>(List.of("train"));
    args.addAll(Arrays.asList(options.split(" ")));
    Run run = kindling(args.toArray());
    assertThat(run.err()).isEqualTo("kindling: " + message + "\n");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void aShareIsANumber() {
    Run run = kindling("train", "--validation=last:half");
    assertThat(run.err())
        .contains("'--validation'", "'last:half' is not a share, as last:0.2 (see kindling train");
    assertThat(run.code()).isEqualTo(2);
  }
}

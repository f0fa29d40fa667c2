package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held-out rows, early stopping, and the order in which random numbers are drawn. */
final class ValidationTest {
  private static final Path DIABETES = Path.of("../docs/data/diabetes.csv");
  private static final String MLP =
      "--model=sequential(linear(10, 64), tanh(), dropout(0.1), linear(64, 1))";

  @TempDir Path folder;

  private List<String> history(Object... more) throws IOException {
    Path history = folder.resolve("history.csv");
    List<Object> args = new ArrayList<>(List.of("train", "--history", history));
    args.addAll(Arrays.asList(more));
    Run run = kindling(args.toArray());
    assertThat(run.err()).isEmpty();
    return Files.readAllLines(history);
  }

  @Test
  void historiesHaveTheColumnsThatApply() throws IOException {
    assertThat(history().get(0)).isEqualTo("epoch,loss");
    assertThat(history("--validation=0.2").get(0)).isEqualTo("epoch,loss,validation_loss");
    assertThat(history("--schedule=constant()").get(0)).isEqualTo("epoch,loss,learning_rate");
    List<String> lines =
        history("--validation=0.2", "--schedule=step(size=2, gamma=0.5)", "--epochs=5");
    assertThat(lines.get(0)).isEqualTo("epoch,loss,validation_loss,learning_rate");
    assertThat(lines.get(1)).matches("1,[0-9.]+,[0-9.]+,0\\.01");
    assertThat(lines.get(2)).endsWith(",0.01");
    assertThat(lines.get(3)).endsWith(",0.005");
    assertThat(lines.get(5)).endsWith(",0.0025");
  }

  @Test
  void theLossOfMoreRowsThanAreTakenAtOnceIsTheirSum() throws IOException {
    StringBuilder table = new StringBuilder("x,y\n");
    for (int row = 0; row < 20_000; row++) {
      table.append(row % 7).append(',').append(row % 11).append('\n');
    }
    Path data = Files.writeString(folder.resolve("data.csv"), table);
    List<Double> losses = new ArrayList<>();
    for (String loss : List.of("mse()", "mse(reduction=sum)")) {
      String last =
          history(
                  "--data=" + data,
                  "--target=y",
                  "--validation=0.5",
                  "--epochs=1",
                  "--optimizer=sgd(lr=0)",
                  "--loss=" + loss)
              .get(1);
      losses.add(Double.parseDouble(last.split(",")[2]));
    }
    assertThat(losses.get(1)).isCloseTo(10_000 * losses.get(0), withinPercentage(0.001));
  }

  @Test
  void linesTellTheValidationLoss() {
    Run run = kindling("train", "--validation=0.2", "--epochs=2");
    assertThat(run.lines().get(2)).matches("epoch 1, loss [0-9.]+, validation loss [0-9.]+");
    assertThat(run.out())
        .containsPattern("\n\ntraining: R2 .*, MAE .*, RMSE .*\nvalidation: R2 .*, MAE .*, RMSE ");
  }

  @Test
  void everyRowIsPredicted() throws IOException {
    Path predictions = folder.resolve("p.csv");
    kindling("train", "--validation=0.5", "--shuffle", "--quiet", "--predictions", predictions);
    List<String> given =
        Files.readAllLines(predictions).stream().map(line -> line.split(",")[0]).toList();
    assertThat(given)
        .containsExactly("y", "1", "3", "5", "7", "9", "11", "13", "15", "17", "19", "21");
  }

  @Test
  void theFirstLossesFollowFromTheDraws() throws IOException {
    // linear(1, 1) draws a weight and a bias; then comes the split, then each epoch's order
    TorchRandom random = new TorchRandom(7);
    float weight = random.rand(Shape.of(1)).floats().get(0) * 2 - 1;
    float bias = random.rand(Shape.of(1)).floats().get(0) * 2 - 1;
    int[] split = random.randperm(11);
    int[] order = random.randperm(8);
    double squares = 0;
    for (int i = 8; i < 11; i++) {
      double residual = weight * split[i] + bias - (2 * split[i] + 1);
      squares += residual * residual;
    }
    Object[] frozen = {"--seed=7", "--epochs=1", "--shuffle", "--validation=0.3"};
    List<String> lines = history(with(frozen, "--optimizer=sgd(lr=0)"));
    assertThat(Double.parseDouble(lines.get(1).split(",")[2]))
        .isCloseTo(squares / 3, withinPercentage(0.001));
    // one row a step: the weights after an epoch depend on the order
    double w = weight;
    double b = bias;
    double sum = 0;
    for (int i : order) {
      int x = split[i];
      double residual = w * x + b - (2 * x + 1);
      sum += residual * residual;
      w -= 0.002 * residual * x;
      b -= 0.002 * residual;
    }
    lines = history(with(frozen, "--optimizer=sgd(lr=0.001)", "--batch-size=1"));
    assertThat(Double.parseDouble(lines.get(1).split(",")[1]))
        .isCloseTo(sum / 8, withinPercentage(0.001));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void shufflingIsPyTorchsRandperm(String backend) throws IOException {
    // PyTorch 1.13: manual_seed(3), Linear(1, 1), then randperm(11) in each epoch
    double[] expected = {207.6989492936568, 15.499684073708274, 1.50323086977005};
    List<String> lines =
        history(
            "--seed=3",
            "--shuffle",
            "--batch-size=4",
            "--epochs=3",
            "--optimizer=sgd(lr=0.005)",
            "--backend=" + backend);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Double.parseDouble(lines.get(i + 1).split(",")[1]))
          .isCloseTo(expected[i], withinPercentage(0.001));
    }
  }

  private static Object[] with(Object[] args, Object... more) {
    List<Object> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(Arrays.asList(more));
    return all.toArray();
  }

  @Test
  void bothBackendsDrawAlike() throws IOException {
    Object[] args = {
      "--data=" + DIABETES,
      "--target=progression",
      MLP,
      "--standardize",
      "--validation=0.2",
      "--shuffle",
      "--batch-size=64",
      "--epochs=3",
      "--optimizer=adam(lr=0.01)"
    };
    List<String> cpu = history(with(args, "--backend=cpu"));
    List<String> libtorch = history(with(args, "--backend=libtorch"));
    for (int i = 1; i < cpu.size(); i++) {
      for (int column = 1; column < 3; column++) {
        double expected = Double.parseDouble(libtorch.get(i).split(",")[column]);
        assertThat(Double.parseDouble(cpu.get(i).split(",")[column]))
            .isCloseTo(expected, withinPercentage(0.01));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void earlyStoppingGoesBackToTheBestEpoch(String backend) throws IOException {
    Object[] args = {
      "train",
      "--data=" + DIABETES,
      "--target=progression",
      "--backend=" + backend,
      "--model=sequential(linear(10, 64), tanh(), linear(64, 1))",
      "--standardize",
      "--validation=0.2",
      "--optimizer=adam(lr=0.02)"
    };
    Path history = folder.resolve("h.csv");
    Path stopped = folder.resolve("stopped.csv");
    Path best = folder.resolve("best.csv");
    Run run =
        kindling(
            with(
                args,
                "--epochs=500",
                "--early-stopping=5",
                "--history=" + history,
                "--predictions=" + stopped));
    assertThat(run.err()).isEmpty();
    Matcher end =
        Pattern.compile(
                "\nstopped after epoch (\\d+): the weights are those of epoch (\\d+), the best\n")
            .matcher(run.out());
    assertThat(end.find()).as(run.out()).isTrue();
    int last = Integer.parseInt(end.group(1));
    int bestEpoch = Integer.parseInt(end.group(2));
    assertThat(last).isEqualTo(bestEpoch + 5);
    List<String> lines = Files.readAllLines(history);
    assertThat(lines).hasSize(last + 1);
    double least = Double.parseDouble(lines.get(bestEpoch).split(",")[2]);
    for (int i = 1; i <= last; i++) {
      assertThat(Double.parseDouble(lines.get(i).split(",")[2])).isGreaterThanOrEqualTo(least);
    }
    assertThat(run.out()).contains("\nepoch " + last + ", loss ");
    kindling(with(args, "--epochs=" + bestEpoch, "--predictions=" + best));
    assertThat(stopped).hasSameTextualContentAs(best);
  }

  @Test
  void withoutValidationTheTrainingLossIsWatched() {
    Run run = kindling("train", "--early-stopping=3", "--optimizer=sgd(lr=0)", "--epochs=50");
    assertThat(run.out())
        .contains("\nepoch 4, loss ")
        .doesNotContain("epoch 5")
        .contains("\nstopped after epoch 4: the weights are those of epoch 1, the best\n");
    Run done = kindling("train", "--early-stopping=3", "--epochs=5");
    assertThat(done.out()).contains("\n\nthe weights are those of epoch 5, the best\ntraining: ");
  }

  @Test
  void plateauWatchesTheValidationLossIfThereIsOne() throws IOException {
    // the training loss falls, the validation loss cannot fall by half in an epoch
    String plateau = "--schedule=plateau(patience=0, threshold=0.999)";
    List<String> lines =
        history("--validation=0.3", plateau, "--optimizer=sgd(lr=0.001)", "--epochs=3");
    assertThat(lines.get(3)).endsWith(",0.0001");
  }

  /** Who lets rows that are held out end a training does not want the least squares. */
  @Test
  void noLastStepGoesPastWhereValidationHasEnded() throws IOException {
    Random random = new Random(5);
    StringBuilder table = new StringBuilder("y");
    IntStream.range(0, 30).forEach(column -> table.append(",x").append(column));
    for (int row = 0; row < 60; row++) {
      table.append('\n').append(2 * random.nextGaussian());
      IntStream.range(0, 30).forEach(column -> table.append(',').append(random.nextGaussian()));
    }
    Path data = Files.writeString(folder.resolve("t.csv"), table.append('\n'));
    List<Object> args = new ArrayList<>(List.of("train", data, "--target=y", "--batch-size=5"));
    args.add("--validation=last:0.3");
    assertThat(kindling(args.toArray()).out()).contains("least squares: ", "--polish");
    args.add("--early-stopping=2");
    assertThat(kindling(args.toArray()).out())
        .contains("\nstopped after epoch ")
        .doesNotContain("least squares: ", "--polish");
    args.add("--polish");
    assertThat(kindling(args.toArray()).out()).contains("least squares: ");
  }
}

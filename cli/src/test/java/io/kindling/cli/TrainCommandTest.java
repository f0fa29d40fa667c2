package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.kindling.checkpoint.torch.TorchFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kindling train}. */
final class TrainCommandTest {
  private static final Path DIABETES = Path.of("../docs/data/diabetes.csv");

  @TempDir Path folder;

  private Path csv(String text) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch", "auto"})
  void withoutAnythingItIsTheTutorial(String backend) {
    Run run = kindling("train", "--backend", backend);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    List<String> lines = run.lines();
    assertThat(lines.get(0)).startsWith("backend ").endsWith(", device cpu");
    assertThat(lines.get(1)).isEqualTo("model linear(1, 1), loss mse(), optimizer sgd(lr=0.01)");
    assertThat(lines.get(2)).isEqualTo("epoch 1, loss 150.57085");
    assertThat(lines.get(101)).startsWith("epoch 100, loss 0.00274");
    assertThat(run.out())
        .endsWith(
            """

            y = 2.0140 x + 0.9025

            +----+----+-----------+
            | x  | y  | predicted |
            +----+----+-----------+
            |  0 |  1 |    0.9025 |
            |  1 |  3 |    2.9166 |
            |  2 |  5 |    4.9306 |
            |  3 |  7 |    6.9446 |
            |  4 |  9 |    8.9587 |
            |  5 | 11 |   10.9727 |
            |  6 | 13 |   12.9867 |
            |  7 | 15 |   15.0008 |
            |  8 | 17 |   17.0148 |
            |  9 | 19 |   19.0289 |
            | 10 | 21 |   21.0429 |
            +----+----+-----------+

            training: R2 0.9999, MAE 0.0432, RMSE 0.0521
            """);
  }

  @Test
  void manyEpochsAreSomeTwentyLines() {
    Run run = kindling("train", "--epochs", 2000);
    List<String> epochs = run.lines().stream().filter(line -> line.startsWith("epoch")).toList();
    assertThat(epochs).hasSize(21);
    assertThat(epochs.get(0)).startsWith("epoch 1, loss ");
    assertThat(epochs.get(20)).startsWith("epoch 2000, loss ");
    assertThat(run.out()).contains("y = 2.0000 x + 1.0000");
  }

  @Test
  void quietIsQuiet() {
    assertThat(kindling("train", "--quiet")).isEqualTo(new Run(0, "", ""));
  }

  @Test
  void historyRestoresEveryFloat() throws IOException {
    Path history = folder.resolve("history.csv");
    kindling("train", "--quiet", "--epochs", 150, "--history", history);
    List<String> lines = Files.readAllLines(history);
    assertThat(lines).hasSize(151).startsWith("epoch,loss", "1,150.57085");
    assertThat(lines.get(150)).matches("150,[0-9.E-]+");
  }

  @Test
  void predictionsKeepTheOrderOfTheRows() throws IOException {
    Path data = csv("b,\"a, odd\",c\n1,2,3\n4,5,6\n-7,8.25,9\n");
    Path predictions = folder.resolve("p.csv");
    Run run =
        kindling(
            "train",
            "--data",
            data,
            "--target",
            "c,b",
            "--predictions",
            predictions,
            "--epochs",
            2,
            "--optimizer",
            "sgd(lr=0.0001)");
    assertThat(run.code()).as(run.err()).isZero();
    List<String> lines = Files.readAllLines(predictions);
    assertThat(lines.get(0)).isEqualTo("c,b,c_predicted,b_predicted");
    assertThat(lines.get(1)).startsWith("3,1,");
    assertThat(lines.get(3)).startsWith("9,-7,");
    assertThat(lines).hasSize(4);
  }

  @Test
  void batchesGoInOrderAndTheLastMayBeShort() throws IOException {
    Path history = folder.resolve("h.csv");
    Run run =
        kindling(
            "train",
            "--batch-size",
            4,
            "--epochs",
            3,
            "--optimizer",
            "sgd(lr=0.005)",
            "--history",
            history);
    assertThat(run.code()).as(run.err()).isZero();
    // PyTorch 1.13's numbers for the same loop: batches of 4, 4 and 3 rows, their mean by row
    double[] expected = {91.89926286177202, 1.2096093567934902, 0.02742920621213588};
    List<String> lines = Files.readAllLines(history);
    for (int i = 0; i < expected.length; i++) {
      double loss = Double.parseDouble(lines.get(i + 1).split(",")[1]);
      assertThat(loss).isCloseTo(expected[i], withinPercentage(0.01));
    }
  }

  @Test
  void moreFeaturesGiveATableOfWeights() {
    Run run =
        kindling(
            "train",
            "--data",
            DIABETES,
            "--target",
            "progression",
            "--features",
            "bmi,bp",
            "--optimizer",
            "sgd(lr=0.00001)");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("| bmi         |").contains("| (intercept) |");
  }

  @Test
  void savesStartsFromAndPredictsWithAModel() throws IOException {
    for (String backend : List.of("cpu", "libtorch")) {
      Path model = folder.resolve(backend + ".pt");
      Path first = folder.resolve("first.csv");
      Path again = folder.resolve("again.csv");
      Path predicted = folder.resolve("predicted.csv");
      kindling("train", "--backend", backend, "--save", model, "--predictions", first, "--quiet");
      Run run =
          kindling(
              "train",
              "--backend",
              backend,
              "--init",
              model,
              "--epochs",
              1,
              "--optimizer",
              "sgd(lr=0)",
              "--predictions",
              again,
              "--quiet");
      assertThat(run).isEqualTo(new Run(0, "", ""));
      assertThat(again).hasSameTextualContentAs(first);
      Path data = csv("y,x\n1,0\n,1\n5,2\n");
      Run predict = kindling("predict", "--model-file", model, "--data", data, "--out", predicted);
      assertThat(predict).isEqualTo(new Run(0, "", ""));
      List<String> expected = Files.readAllLines(first);
      assertThat(Files.readAllLines(predicted))
          .containsExactly(
              "y,y_predicted",
              expected.get(1),
              "," + expected.get(2).split(",")[1],
              expected.get(3));
      Run printed = kindling("predict", "--model-file", model, "--data", data);
      assertThat(printed.out()).isEqualTo(Files.readString(predicted));
    }
  }

  @Test
  void everyBackendReadsWhatTheOtherSaved() {
    Path model = folder.resolve("model.pt");
    Run saved = kindling("train", "--backend", "libtorch", "--save", model, "--quiet");
    assertThat(saved.code()).isZero();
    Run run = kindling("train", "--init", model, "--epochs", 1);
    assertThat(run.err()).isEmpty();
    assertThat(run.lines().get(2)).startsWith("epoch 1, loss 0.002");
  }

  @Test
  void libtorchWritesTheFormOfCppItself() {
    Path own = folder.resolve("own.ts");
    Path java = folder.resolve("java.ts");
    kindling("train", "--backend", "libtorch", "--save", own, "--quiet");
    kindling("train", "--save", java, "--quiet");
    for (Path file : List.of(own, java)) {
      try (TorchFile open = TorchFile.open(file)) {
        assertThat(open.isScript()).isTrue();
        assertThat(open.modelNotes()).containsEntry("kindling_model", "linear(1, 1)");
        // Kindling's notes are a record beside the pickle, which torch::save cannot write
        assertThat(open.notes().isEmpty()).isEqualTo(file.equals(own));
      }
      assertThat(kindling("train", "--init", file, "--epochs", 1).code()).isZero();
    }
  }

  @Test
  void drawsThePictures() throws IOException {
    Path one = folder.resolve("one.png");
    Path more = folder.resolve("more.PNG");
    kindling("train", "--plot", one, "--quiet");
    Run run =
        kindling(
            "train",
            "--data",
            DIABETES,
            "--target",
            "progression,age",
            "--optimizer",
            "sgd(lr=0.000001)",
            "--plot",
            more,
            "--quiet");
    assertThat(run).isEqualTo(new Run(0, "", ""));
    for (Path picture : List.of(one, more)) {
      BufferedImage image = ImageIO.read(picture.toFile());
      assertThat(image.getWidth()).isEqualTo(960);
      assertThat(image.getHeight()).isEqualTo(640);
    }
  }

  @Test
  void aRunThatDivergesSaysWhenAndWhatToDoAndWritesNothing() throws IOException {
    Path save = folder.resolve("model.pt");
    Path history = folder.resolve("history.csv");
    Run run = kindling("train", "--optimizer", "sgd(lr=10)", "--save", save, "--history", history);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .matches(
            "kindling: train, epoch \\d+: the loss must stay finite \\(got (Infinity|NaN); expected"
                + " a loss that falls; use a smaller learning rate than sgd\\(lr=10\\), standardize"
                + " the data or clip the gradients\\)\n");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void theSeedDecidesTheStart() {
    assertThat(kindling("train", "--seed", 1, "--epochs", 1).lines().get(2))
        .isNotEqualTo(kindling("train", "--seed", 2, "--epochs", 1).lines().get(2));
    assertThat(kindling("train", "--seed", 1)).isEqualTo(kindling("train", "--seed", 1));
    // as torch.manual_seed, which takes 64 bits with or without a sign
    assertThat(kindling("train", "--seed", "18446744073709551615"))
        .isEqualTo(kindling("train", "--seed", "-1"));
  }

  @Test
  void otherModelsTrainAsWell() {
    Run run =
        kindling(
            "train",
            "--model",
            "sequential(linear(1, 4), linear(4, 1))",
            "--optimizer",
            "sgd(lr=0.001)");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("| x  | y  | predicted |");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void weightsThatRunAwayAreNotWritten(String backend) {
    Path save = folder.resolve("model.pt");
    Run run =
        kindling(
            "train",
            "--backend=" + backend,
            "--optimizer=sgd(lr=1e38)",
            "--epochs=1",
            "--save=" + save);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .matches(
            "kindling: train, epoch 1: the model's outputs must stay finite \\(got .*; expected"
                + " numbers; use a smaller learning rate, --standardize or --clip\\)\n");
    assertThat(save).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "l1()",
        "smooth_l1(beta=0.5)",
        "huber(delta=0.5)",
        "mse(reduction=sum)",
        "poisson_nll()"
      })
  void everyLossTrains(String loss) {
    for (String backend : List.of("cpu", "libtorch")) {
      Run run =
          kindling("train", "--loss", loss, "--optimizer=sgd(lr=0.0001)", "--backend", backend);
      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd()",
        "adam(lr=0.05, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.01, amsgrad=true)",
        "adamw()",
        "rmsprop(lr=0.005, alpha=0.9, centered=true, momentum=0.5)",
        "adagrad(lr=0.1, lr_decay=0.01)",
        "lbfgs(lr=1, max_iter=20, line_search=strong_wolfe)"
      })
  void everyOptimizerTrains(String optimizer) {
    for (String backend : List.of("cpu", "libtorch")) {
      Run run = kindling("train", "--optimizer", optimizer, "--backend", backend, "--epochs=3");
      assertThat(run.err()).isEmpty();
      assertThat(run.lines().get(1)).startsWith("model linear(1, 1), loss mse(), optimizer ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relu()",
        "leaky_relu(0.1)",
        "gelu()",
        "gelu(approximate=tanh)",
        "silu()",
        "sigmoid()",
        "tanh()",
        "softplus()",
        "dropout(0.2)",
        "layer_norm(4)",
        "batch_norm_1d(4)",
        "flatten()"
      })
  void everyModuleTrainsIsSavedAndPredicts(String module) throws IOException {
    Path data = csv("x,y\n0,1\n1,3\n2,5\n3,7\n");
    for (String backend : List.of("cpu", "libtorch")) {
      predictsWhatItSaved(backend, "sequential(linear(1, 4), " + module + ", linear(4, 1))", data);
    }
  }

  @Test
  void embeddingsTakeWholeNumbersOfTheTable() throws IOException {
    Path data = csv("x,y\n0,1\n1,3\n2,5\n3,7\n");
    for (String backend : List.of("cpu", "libtorch")) {
      predictsWhatItSaved(backend, "sequential(embedding(4, 3), flatten(), linear(3, 1))", data);
    }
  }

  @Test
  void trainingGoesOnWithTheSavedModel() {
    Path model = folder.resolve("model.pt");
    String mlp = "sequential(linear(1, 4), tanh(), linear(4, 1))";
    kindling("train", "--model", mlp, "--save", model, "--quiet");
    Run run = kindling("train", "--init", model, "--epochs=1");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines().get(1)).startsWith("model " + mlp + ", ");
  }

  @Test
  void predictionsAreNumbers() throws IOException {
    Path model = folder.resolve("line.pt");
    assertThat(kindling("train", "--epochs", 500, "--save", model).code()).isZero();
    Path data = folder.resolve("huge.csv");
    Files.writeString(data, "x\n1\n3e38\n");
    Run run = kindling("predict", "--model-file", model, "--data", data);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "kindling: "
                + data
                + ", line 3: the model's output must be finite (got Infinity; expected features like"
                + " those that it was trained on; --on-error skip leaves such rows out)\n");
  }

  private void predictsWhatItSaved(String backend, String spec, Path data) throws IOException {
    Path model = folder.resolve("model.pt");
    Path predictions = folder.resolve("p.csv");
    Run run =
        kindling(
            "train",
            "--data=" + data,
            "--target=y",
            "--model=" + spec,
            "--backend=" + backend,
            "--save=" + model,
            "--predictions=" + predictions);
    assertThat(run.err()).isEmpty();
    Run predict = kindling("predict", "--model-file", model, "--data", data, "--backend", backend);
    assertThat(predict).isEqualTo(new Run(0, Files.readString(predictions), ""));
  }
}

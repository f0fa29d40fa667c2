package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static io.kindling.cli.Run.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlotTest {
  private static final String CHARMAP = "kindling.charmap";

  private static final String GROUPS =
      "x,z,kind,side\n1,9,cat,l\n2,7,cat,l\n3,8,dog,l\n4,1,dog,r\n5,2,owl,r\n6,3,owl,r\n";

  @TempDir Path folder;

  @BeforeEach
  void sayWhatTheTerminalShows() {
    System.setProperty(CHARMAP, "UTF-8");
  }

  @AfterEach
  void sayNothing() {
    System.clearProperty(CHARMAP);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aTrainingIsDrawnOnTheTerminal() {
    Run run = kindling("train", "--epochs=5", "--quiet", "--plot=-");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .startsWith("", "y over x", "⠶ data   ⠤⠤⠤ predicted", "y")
        .anyMatch(line -> line.matches(" +[└─┬]+"));
  }

  @Test
  void whereBrailleCannotBeShownItIsAscii() {
    System.setProperty(CHARMAP, "ISO-8859-1");
    Run run = kindling("train", "--epochs=5", "--quiet", "--plot=losses:-");
    assertThat(run.out()).matches("[\\x20-\\x7e\\n]+").contains("### training");
  }

  @Test
  void severalPicturesOfATraining() {
    Path residuals = folder.resolve("residuals.svg");
    Path losses = folder.resolve("losses.SVG");
    Path fit = folder.resolve("fit.png");
    Run run =
        kindling(
            "train",
            "--epochs=5",
            "--quiet",
            "--plot=" + fit,
            "--plot=residuals:" + residuals,
            "--plot=losses:" + losses);
    assertThat(run).isEqualTo(new Run(0, "", ""));
    assertThat(fit).isNotEmptyFile();
    assertThat(residuals).content().startsWith("<svg").contains(">y: residuals<");
    assertThat(losses).content().startsWith("<svg").contains(">training<");
  }

  @Test
  void aFileMayBeCalledAsAKindIs() {
    Path file = folder.resolve("fit:x.svg");
    assertThat(kindling("train", "--epochs=1", "--quiet", "--plot=" + file).err()).isEmpty();
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void aWordThatIsNoKindIsNoPartOfAFilesName() {
    refused(
        kindling("train", "--epochs=1", "--quiet", "--plot=resdiuals:g.png"),
        "--plot: what stands before the colon must be a kind of picture (got resdiuals; expected fit,"
            + " predicted, residuals, confusion, roc, losses; perhaps 'residuals' is meant)");
    refused(
        kindling("plot", "history.csv", "--out=flats:g.svg"),
        "--out: what stands before the colon must be a kind of picture (got flats; expected fit,"
            + " predicted, residuals, confusion, roc, losses; ./flats:g.svg is a file of that name)");
  }

  @Test
  void labelsAreDrawnByEachKind() throws IOException {
    Path data = file("data.csv", GROUPS);
    for (String[] drawn :
        new String[][] {
          {"-", "cross_entropy()", "kind", "kind: predicted and actual classes"},
          {"-", "bce_with_logits()", "side", "probability of side = r over x"},
          {"confusion:-", "bce_with_logits()", "side", "side: predicted and actual classes"},
          {"roc:-", "bce_with_logits()", "side", "side = r (AUC 1.000)"},
          {"roc:-", "cross_entropy()", "kind", "kind = owl (AUC "},
          {"fit:-", "cross_entropy()", "side", "probability of side = r over x"}
        }) {
      Run run =
          kindling(
              "train",
              data,
              "--target=" + drawn[2],
              "--features=x",
              "--loss=" + drawn[1],
              "--optimizer=sgd(lr=0.5)",
              "--epochs=50",
              "--quiet",
              "--plot=" + drawn[0]);
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).contains(drawn[3]);
    }
    Run several =
        kindling(
            "train",
            file("two.csv", "x,a,b\n1,0,1\n2,1,0\n"),
            "--target=a,b",
            "--loss=bce_with_logits()",
            "--epochs=1",
            "--quiet",
            "--plot=-");
    assertThat(several.out()).contains("a, b: predicted and actual", "a = 0", "b = 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "side|bce_with_logits()|residuals|side from 2 features; expected numbers to predict",
        "side|bce_with_logits()|fit|side from 2 features; expected one feature, and numbers or two",
        "x|mse()|roc|x from 1 feature; expected labels to predict",
        "x|mse()|confusion|x from 1 feature; expected labels to predict"
      })
  void whatAKindCannotShowIsRefusedBeforeTheTraining(
      String target, String loss, String kind, String message) throws IOException {
    Path data = file("data.csv", GROUPS);
    Path plot = folder.resolve("plot.svg");
    Run run =
        kindling(
            "train",
            data,
            "--target=" + target,
            "--features=" + (target.equals("x") ? "z" : "x,z"),
            "--loss=" + loss,
            "--plot=" + kind + ":" + plot);
    refused(run, "--plot: " + kind + " must have something to show (got " + message);
    assertThat(run.out()).isEmpty();
    assertThat(plot).doesNotExist();
  }

  @Test
  void lossesNeedNoRowsInMemory() throws IOException {
    Path data = file("data.csv", "x,y\n1,1\n2,2\n");
    Run run =
        kindling(
            "train",
            data,
            "--target=y",
            "--optimizer=sgd(lr=0.1)",
            "--stream",
            "--batch-size=1",
            "--epochs=3",
            "--quiet",
            "--plot=losses:-");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Loss over the epochs");
  }

  @Test
  void aHistoryIsDrawn() throws IOException {
    Path history = folder.resolve("history.csv");
    assertThat(
            kindling("train", "--epochs=20", "--quiet", "--validation=0.2", "--history", history))
        .isEqualTo(new Run(0, "", ""));
    Run shown = kindling("plot", history);
    assertThat(shown.err()).isEmpty();
    assertThat(shown.lines())
        .startsWith("", "Loss over the epochs", "⠤⠤⠤ training   ⠤⠄⠠⠤ validation", "loss");
    Path svg = folder.resolve("history.svg");
    assertThat(kindling("plot", history, "--out", svg)).isEqualTo(new Run(0, "", ""));
    assertThat(svg).content().contains(">validation<", ">epoch<");
    refused(
        kindling("plot", file("begun.csv", "epoch,loss\n")),
        folder.resolve("begun.csv") + ": there must be at least one row (got a header only;");
    assertThat(kindling("plot", file("ended.csv", "epoch,loss\n1,2\n2,NaN\n")).out())
        .contains("1 value that is no finite number is left out.");
  }

  @Test
  void aModelIsDrawnAgainstATable() throws IOException {
    Path data = file("data.csv", GROUPS);
    Path model = folder.resolve("model.pt");
    assertThat(
            kindling("train", data, "--target=z", "--features=x", "--quiet", "--save", model)
                .code())
        .isZero();
    assertThat(kindling("plot", data, "--model-file", model).lines())
        .startsWith("", "z over x", "⠶ data   ⠤⠤⠤ predicted");
    assertThat(kindling("plot", data, "--model-file", model, "--out=residuals:-").out())
        .contains("z: residuals");
    refused(
        kindling("plot", file("none.csv", "x\n1\n"), "--model-file", model),
        folder.resolve("none.csv")
            + ", line 1: the table must have the columns that the model was trained on (got no 'z'");
    refused(
        kindling("plot", data, "--model-file", model, "--out=roc:-"),
        "--out: roc must have something to show (got z from 1 feature");
    Path labels = folder.resolve("labels.pt");
    kindling(
        "train",
        data,
        "--target=kind",
        "--features=x,z",
        "--loss=cross_entropy()",
        "--quiet",
        "--save",
        labels);
    assertThat(kindling("plot", data, "--model-file", labels).out())
        .contains("kind: predicted and actual classes");
    refused(
        kindling("plot", file("cow.csv", "x,z,kind\n1,2,cow\n"), "--model-file", labels),
        folder.resolve("cow.csv") + ", column kind: the model must know every label (got 'cow'");
  }

  @Test
  void whatIsNoHistoryIsRefused() throws IOException {
    Path data = file("data.csv", GROUPS);
    refused(
        kindling("plot", data),
        data + ": a history must have the columns epoch and loss (got x, z, kind, side; expected");
    refused(kindling("plot", data, "--out=roc:-"), "--out roc: needs --model-file FILE");
    refused(
        kindling("plot", data, "--model-file", data, "--out=losses:-"),
        "--out losses: is of a history");
    refused(
        kindling("plot", data, "--out", data),
        "--out: a plot must be a PNG or SVG file, or - for the terminal");
    refused(
        kindling("plot", file("bad.csv", "epoch,loss\n1,x\n")),
        folder.resolve("bad.csv") + ", line 2, column loss: a cell must hold a number");
  }

  @Test
  void noPictureIsWrittenOverAnother() {
    Path plot = folder.resolve("plot.png");
    refused(
        kindling("train", "--plot", plot, "--plot", "losses:" + plot),
        "--plot: a file must not be written over another of the same command");
    List<String> none = kindling("train", "--quiet", "--epochs=1", "--plot=-", "--plot=-").lines();
    assertThat(none.stream().filter("y over x"::equals)).hasSize(2);
  }
}

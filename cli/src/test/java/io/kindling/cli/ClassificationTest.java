package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels as targets. */
final class ClassificationTest {
  /** Three groups far apart; the labels are in no order. */
  private static final String GROUPS =
      """
      x,z,kind,side
      -5,1,owl,left
      -4,2,owl,left
      0,1,bat,left
      1,2,bat,right
      5,1,cat,right
      6,2,cat,right
      """;

  @TempDir Path folder;

  private Run train(String text, Object... more) throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), text);
    List<Object> args = new ArrayList<>(List.of("train", "--data", data));
    args.addAll(List.of("--optimizer=adam(lr=0.3)", "--standardize"));
    args.addAll(Arrays.asList(more));
    return kindling(args.toArray());
  }

  private static void refused(Run run, String message) {
    assertThat(run.err()).isEqualTo("kindling: " + message + "\n");
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void manyLabels(String backend) throws IOException {
    Path model = folder.resolve("model.pt");
    Path predictions = folder.resolve("predictions.csv");
    Run run =
        train(
            GROUPS,
            "--target=kind",
            "--features=x,z",
            "--loss=cross_entropy()",
            "--backend=" + backend,
            "--save=" + model,
            "--predictions=" + predictions);
    assertThat(run.err()).isEmpty();
    assertThat(run.lines().get(1)).startsWith("model linear(2, 3), loss cross_entropy()");
    assertThat(run.out())
        .containsPattern("\\| +weight +\\| +bat +\\| +cat +\\| +owl +\\|")
        .contains(
            """

            +------+--------+--------+--------+------+--------+
            | kind | as bat | as cat | as owl | rows | recall |
            +------+--------+--------+--------+------+--------+
            | bat  |      2 |      0 |      0 |    2 | 1.0000 |
            | cat  |      0 |      2 |      0 |    2 | 1.0000 |
            | owl  |      0 |      0 |      2 |    2 | 1.0000 |
            +------+--------+--------+--------+------+--------+

            training: accuracy 1.0000, log-loss 0.\
            """);
    assertThat(predictions)
        .hasContent("kind,kind_predicted\nowl,owl\nowl,owl\nbat,bat\nbat,bat\ncat,cat\ncat,cat");
    Path fresh = Files.writeString(folder.resolve("new.csv"), "z,x,kind\n1,-6,?\n2,7,\n");
    Run predict = kindling("predict", "--model-file", model, "--data", fresh);
    assertThat(predict).isEqualTo(new Run(0, "kind,kind_predicted\n?,owl\n,cat\n", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void twoLabelsInEachOfTwoColumns(String backend) throws IOException {
    Path model = folder.resolve("model.pt");
    Path predictions = folder.resolve("predictions.csv");
    Run run =
        train(
            "x,z,a,b\n1,9,1.0,yes\n2,1,1,no\n3,8,0,yes\n4,2,0.0,no\n",
            "--target=a,b",
            "--loss=bce_with_logits()",
            "--backend=" + backend,
            "--save=" + model,
            "--predictions=" + predictions);
    assertThat(run.err()).isEmpty();
    assertThat(run.lines().get(1)).startsWith("model linear(2, 2), loss bce_with_logits()");
    assertThat(run.out()).containsPattern("\\| +a: 1.0 +\\| +b: yes +\\|");
    assertThat(predictions)
        .hasContent(
            "a,b,a_predicted,b_predicted\n1.0,yes,1.0,yes\n1,no,1.0,no\n0,yes,0,yes\n0.0,no,0,no");
    Path fresh = Files.writeString(folder.resolve("new.csv"), "x,z\n0,0\n5,10\n");
    Run predict = kindling("predict", "--model-file", model, "--data", fresh);
    assertThat(predict).isEqualTo(new Run(0, "a_predicted,b_predicted\n1.0,no\n0,yes\n", ""));
  }

  @Test
  void numbersMayBeWrittenOtherwiseWhenTrainingGoesOn() throws IOException {
    Path model = folder.resolve("model.pt");
    String ce = "--loss=cross_entropy()";
    train("x,y\n1,1\n2,2\n3,3\n", "--target=y", ce, "--save=" + model);
    Run run = train("x,y\n1,1.0\n3,3.0\n", "--target=y", ce, "--init=" + model);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("| 2 |    0 |    0 |    0 |    0 |        |");
    refused(
        train("x,y\n1,1.0\n3,4\n", "--target=y", ce, "--init=" + model),
        folder.resolve("data.csv")
            + ", column y: the model must know every label (got '4'; expected 1, 2, 3; train"
            + " without --init, or leave the rows with other labels out)");
  }

  @Test
  void manyClassesHaveALineEach() throws IOException {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 25; i++) {
      text.append(i).append(",k").append(i).append('\n');
    }
    Run run = train(text.toString(), "--target=y", "--loss=cross_entropy()", "--epochs=1");
    assertThat(run.out())
        .containsPattern("\\| +weight +\\| +x +\\| +\\(intercept\\) +\\|")
        .containsPattern("\\| +y +\\| right \\| rows \\| recall \\|")
        .contains("and 5 more classes\n");
  }

  @Test
  void drawsThePictures() throws IOException {
    String bce = "--loss=bce_with_logits()";
    String ce = "--loss=cross_entropy()";
    Object[][] runs = {
      {"--target=side", "--features=x", bce},
      {"--target=side", "--features=x", ce},
      {"--target=side", "--features=x,z", bce},
      {"--target=kind", "--features=x", ce}
    };
    for (Object[] options : runs) {
      Path plot = folder.resolve("plot.png");
      List<Object> all = new ArrayList<>(Arrays.asList(options));
      all.add("--plot=" + plot);
      Run run = train(GROUPS, all.toArray());
      assertThat(run.err()).isEmpty();
      BufferedImage image = ImageIO.read(plot.toFile());
      assertThat(image.getWidth()).isEqualTo(960);
      assertThat(image.getHeight()).isEqualTo(640);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bce_with_logits()|a b c|, column y: bce_with_logits() takes two labels (got 3 labels: a,"
            + " b, c; expected 2; use --loss \"cross_entropy()\")",
        "bce_with_logits()|a a a|, column y: there must be two labels or more (got 'a' in every"
            + " row; expected rows with another label)",
        "cross_entropy()|1 1.0 1|, column y: there must be two labels or more (got '1' in every"
            + " row; expected rows with another label)",
        "cross_entropy()|a '' b|, line 3, column y: a cell must hold a label (got an empty cell;"
            + " expected text or a number; fill the cell or leave the row out with --missing drop)",
        "mse()|1 cat 2|, line 3, column y: a cell must hold a number (got 'cat'; expected a finite"
            + " number such as 1.5; to predict labels use --loss \"cross_entropy()\")"
      })
  void badLabels(String loss, String labels, String message) throws IOException {
    String[] cells = labels.split(" ");
    String text =
        "x,y\n1,%s\n2,%s\n3,%s\n".formatted(cells[0], cells[1].replace("''", ""), cells[2]);
    Run run = train(text, "--target=y", "--loss=" + loss);
    refused(run, folder.resolve("data.csv") + message);
  }

  @Test
  void modelsThatDoNotFitTheClasses() throws IOException {
    refused(
        train(GROUPS, "--target=kind,side", "--features=x", "--loss=cross_entropy()"),
        "--target: cross_entropy() takes one column (got kind, side; expected one column; train one"
            + " model for each column)");
    refused(
        train(
            GROUPS,
            "--target=kind",
            "--features=x",
            "--loss=cross_entropy()",
            "--model=linear(1, 2)"),
        "--model: the model must make a column for each class (got linear(1, 2) with output [6, 2];"
            + " expected 3 for the classes of kind, bat, cat, owl)");
    refused(
        train(
            GROUPS,
            "--target=side",
            "--features=x",
            "--loss=bce_with_logits()",
            "--model=linear(1, 2)"),
        "--model: the model must make a column for each target (got linear(1, 2) with output [6,"
            + " 2]; expected 1 for side)");
  }

  /** To a program a name is what it is in the table; on a terminal it must not steer it. */
  @Test
  void namesOfClassesDoNotSteerATerminal(@TempDir Path files) throws IOException {
    String red = "\u001b[31mred";
    Path data = Files.writeString(files.resolve("d.csv"), "x,y\n1," + red + "\n2,b\n");
    Path model = files.resolve("m.pt");
    String loss = "--loss=cross_entropy()";
    assertThat(kindling("train", "--data", data, "--target=y", loss, "--save", model).code())
        .isZero();
    assertThat(kindling("predict", "--model-file", model, "--data", data).out()).contains(red);
    System.setProperty("kindling.terminal", "true");
    try {
      assertThat(kindling("predict", "--model-file", model, "--data", data).out())
          .contains("\\u001b[31mred")
          .doesNotContain("\u001b");
    } finally {
      System.clearProperty("kindling.terminal");
    }
  }
}

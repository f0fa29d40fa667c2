package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that lie far from 0 for their spread, and more digits than float32 has. */
final class LargeOffsetTest {
  /** Unix times in milliseconds, a minute in all: float32 makes one number of them. */
  private static final String TIMES =
      """
      time_ms,temp
      1700000000000,20
      1700000010000,21
      1700000020000,22
      1700000030000,23
      1700000040000,24
      1700000050000,25
      """;

  private static final Pattern EQUATION = Pattern.compile("\ntemp = (\\S+) time_ms - (\\S+)\n");

  private static final String COUNTS =
      """
      x,y
      1,16777217
      2,16777219
      3,16777221
      4,16777223
      """;

  @TempDir Path folder;

  private Path csv(String text) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), text);
  }

  private Run train(String text, Object... more) throws IOException {
    Object[] args = {"train", "--data", csv(text), "--standardize", "--optimizer=sgd(lr=0.1)"};
    Object[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    Run run = kindling(all);
    assertThat(run.err()).isEmpty();
    return run;
  }

  private List<double[]> numbers(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .skip(1)
        .map(
            line -> {
              String[] cells = line.split(",");
              return new double[] {
                Double.parseDouble(cells[0]), Double.parseDouble(cells[cells.length - 1])
              };
            })
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void timesAreStandardizedInAllTheirDigits(String backend) throws IOException {
    Path model = folder.resolve("model.pt");
    Run run =
        train(TIMES, "--target=temp", "--epochs=500", "--backend=" + backend, "--save=" + model);
    assertThat(run.out())
        .contains("| 1700000010000 |   21 |   21.0000 |")
        .containsPattern("\ntraining: R2 1.0000, MAE \\d\\.\\d+e-0[78],");
    Matcher line = EQUATION.matcher(run.out());
    assertThat(line.find()).as(run.out()).isTrue();
    double slope = Double.parseDouble(line.group(1));
    assertThat(slope).isCloseTo(1e-4, within(1e-9));
    // an equation is there to be computed with
    assertThat(slope * 1_700_000_030_000.0 - Double.parseDouble(line.group(2)))
        .isCloseTo(23, within(0.05));
    Path fresh = folder.resolve("new.csv");
    Files.writeString(fresh, "time_ms\n1700000060000\n1700000005000\n");
    Run predict = kindling("predict", "--model-file", model, "--data", fresh);
    assertThat(Double.parseDouble(predict.lines().get(1))).isCloseTo(26, within(1e-4));
    assertThat(Double.parseDouble(predict.lines().get(2))).isCloseTo(20.5, within(1e-4));
  }

  @Test
  void soAreTheRowsThatAreHeldOut() throws IOException {
    Run run = train(TIMES, "--target=temp", "--epochs=500", "--validation=0.4");
    assertThat(run.out()).contains("\ntraining: R2 1.0000").contains("\nvalidation: R2 1.0000");
  }

  @Test
  void targetsAboveTwoToThe24thKeepTheirUnits() throws IOException {
    Path predictions = folder.resolve("p.csv");
    Path model = folder.resolve("model.pt");
    Run run =
        train(
            COUNTS,
            "--target=y",
            "--epochs=300",
            "--predictions=" + predictions,
            "--save=" + model);
    assertThat(run.out())
        .contains("\ny = 2.0000 x + 16777215.00\n")
        .contains("| 1 | 16777217 | 16777217.00 |")
        .containsPattern("\ntraining: R2 1.0000, MAE \\d\\.\\d+e-0[78],");
    for (double[] row : numbers(predictions)) {
      assertThat(row[1]).isCloseTo(row[0], within(1e-4));
    }
    Run predict = kindling("predict", "--model-file", model, "--data", folder.resolve("data.csv"));
    assertThat(predict.out()).isEqualTo(Files.readString(predictions));
  }

  @Test
  void withoutAStandardizerAFloat32IsWhatTheModelSees() throws IOException {
    Path data = csv(COUNTS);
    Run run =
        kindling("train", "--data", data, "--target=y", "--epochs=1", "--optimizer=sgd(lr=1e-9)");
    assertThat(run.lines().get(2))
        .isEqualTo(
            "float32 blurs y, far from 0 for the spread: --standardize scales before it rounds");
    assertThat(run.lines().get(3))
        .isEqualTo("epoch 1, loss " + (float) 281475110928384L); // JDKs differ in a float's digits
  }

  @Test
  void targetsAreEchoedAsTheyStood() throws IOException {
    Path predictions = folder.resolve("p.csv");
    Path data = csv("x,price\n1,1234567.89\n2, 2345678.910 \n3,\"3456789.12\"\n4,+4567891.23e0\n");
    Run run =
        kindling(
            "train",
            "--data",
            data,
            "--target=price",
            "--standardize",
            "--predictions",
            predictions);
    assertThat(run.err()).isEmpty();
    assertThat(Files.readAllLines(predictions).stream().map(line -> line.split(",")[0]))
        .containsExactly("price", "1234567.89", " 2345678.910 ", "3456789.12", "+4567891.23e0");
    assertThat(run.out()).contains("| 1 | 1234567.89 |").contains("| 2 | 2345678.91 |");
  }
}

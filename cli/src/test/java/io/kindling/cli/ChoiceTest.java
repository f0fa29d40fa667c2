package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kindling.checkpoint.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What nobody has chosen is chosen well: no number is one of chance, and none far from the best.
 */
final class ChoiceTest {
  private static final String NET = "--model=sequential(linear(2, 8), tanh(), linear(8, 1))";

  @TempDir Path folder;
  private Path data;
  private Path model;

  @BeforeEach
  void names() {
    data = folder.resolve("data.csv");
    model = folder.resolve("model.pt");
  }

  private Run train(Object... more) {
    Run run =
        kindling(
            Stream.concat(
                    Stream.of("train", data, "--target=y", "--save=" + model), Stream.of(more))
                .toArray());
    assertThat(run.err()).isEmpty();
    return run;
  }

  private Run predict(String table) throws IOException {
    Path asked = Files.writeString(folder.resolve("asked.csv"), table);
    return kindling("predict", asked, "--model-file=" + model);
  }

  private float[] weights(String name) {
    return Objects.requireNonNull(StateFile.load(model).tensors().get(name)).toFloatArray();
  }

  private static double[] numbers(Run run) {
    return run.lines().stream().skip(1).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2})
  void aColumnThatIsAlwaysTheSameSaysNothing(long seed) throws IOException {
    Files.writeString(
        data, "year,area,y\n2024,50,150000\n2024,80,240000\n2024,110,330000\n2024,140,420000\n");
    String asked = "year,area\n2024,100\n2025,100\n1999,100\n";
    for (List<String> more : List.of(List.<String>of(), List.of("--batch-size=2"))) {
      Run run = train(Stream.concat(more.stream(), Stream.of("--seed=" + seed)).toArray());
      assertThat(run.lines()).contains("the same in every row: year; it cannot tell anything");
      assertThat(numbers(predict(asked))).containsOnly(new double[] {300000}, within(0.1));
    }
    train(NET, "--seed=" + seed);
    double[] said = numbers(predict(asked));
    assertThat(said[1]).isEqualTo(said[0]);
    assertThat(said[2]).isEqualTo(said[0]);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2})
  void aLevelThatIsNewIsCountedAndNoNumberOfChance(long seed) throws IOException {
    Files.writeString(
        data, "city,area,y\nA,50,500\nB,80,800\nA,110,1100\nB,140,1400\nA,60,600\nB,90,900\n");
    for (String batch : List.of("--batch-size=6", "--batch-size=2")) {
      train(batch, "--seed=" + seed);
      Run run = predict("city,area\nA,100\nC,100\nD,100\nC,100\n");
      assertThat(numbers(run)).containsOnly(new double[] {1000}, within(0.01));
      assertThat(run.err())
          .isEqualTo(
              "kindling: 3 rows hold a level of city that the model does not know, as 'C'\n");
    }
  }

  @Test
  void whatOnlyHeldOutRowsHoldIsNoChance() throws IOException {
    StringBuilder table = new StringBuilder("kind,x,y\n");
    for (int i = 0; i < 100; i++) {
      String kind = i >= 80 ? "new" : i % 2 == 0 ? "a" : "b";
      table.append(kind + "," + i + "," + (1000 * i + 50000 + i % 7) + "\n");
    }
    Files.writeString(data, table);
    List<Double> errors = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      Run run = train("--validation=last:0.2", "--seed=" + seed);
      errors.add(score(run, "validation", "MAE"));
      assertThat(run.out()).contains("the same in every row: kind=new; it cannot tell anything");
    }
    assertThat(errors).allSatisfy(error -> assertThat(error).isCloseTo(errors.get(0), within(0.1)));
    assertThat(errors.get(0)).isLessThan(10);
    train(NET.replace("2, 8", "4, 8"), "--validation=last:0.2", "--epochs=3");
    float[] weights = weights("0.weight");
    for (int i = 0; i < weights.length; i++) {
      assertThat(weights[i] == 0).as("weight %s", i).isEqualTo(i % 4 == 2);
    }
  }

  private static double score(Run run, String rows, String metric) {
    Matcher found = Pattern.compile(rows + ": .*" + metric + " ([-0-9.e]+)").matcher(run.out());
    assertThat(found.find()).as(run.out()).isTrue();
    return Double.parseDouble(found.group(1));
  }

  /** With more columns than rows, the weights are {@code Xᵀ (X Xᵀ)⁻¹ y} of centred columns. */
  @ParameterizedTest
  @CsvSource({"40, 0", "7, 1", "7, 2"})
  void ofAllThatFitTheLeastWeightsAreTaken(int batch, long seed) throws IOException {
    int rows = 40;
    int columns = 90;
    Random random = new Random(3);
    double[][] table = new double[rows][columns + 1];
    for (double[] row : table) {
      Arrays.setAll(row, i -> random.nextGaussian());
    }
    write(table);
    train("--batch-size=" + batch, "--seed=" + seed, "--epochs=100");
    double[][] x = standardized(table);
    double[][] products = new double[rows][rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        products[i][j] = 1; // of the intercept, without which the centred rows would be dependent
        for (int c = 0; c < columns; c++) {
          products[i][j] += x[i][c] * x[j][c];
        }
      }
    }
    double[] alpha = solve(products, Arrays.stream(x).mapToDouble(r -> r[columns]).toArray());
    float[] weights = weights("weight");
    for (int c = 0; c < columns; c++) {
      double least = 0;
      for (int i = 0; i < rows; i++) {
        least += alpha[i] * x[i][c];
      }
      assertThat((double) weights[c]).isCloseTo(least, within(1e-5));
    }
  }

  /** Tables of many kinds, of what a few columns say and noise that has long tails. */
  private enum Kind {
    BELLS,
    SCALES,
    FLAT,
    ONE_COLUMN,
    FEW_ROWS,
    LEVELS,
    SKEWED,
    NEARLY_COLLINEAR,
    OUTLIERS,
    HETEROSCEDASTIC,
    BITS,
    MANY_COLUMNS;

    double[][] table() {
      Random random = new Random(name().hashCode());
      int columns = this == ONE_COLUMN ? 1 : this == MANY_COLUMNS ? 8 : 4;
      double[][] table = new double[this == FEW_ROWS ? 30 : 250][columns + 1];
      for (double[] row : table) {
        int level = random.nextInt(columns);
        for (int i = 0; i < columns; i++) {
          row[i] = cell(random, i, row, level);
          row[columns] += (i + 1) * (i % 2 == 0 ? 1 : -1) * row[i];
        }
        double noise = random.nextGaussian();
        row[columns] += noise(random, noise, row);
        for (int i = 0; this == SCALES && i < columns; i++) {
          row[i] = row[i] * Math.pow(10, 4 * i - 6) + i * 50;
        }
      }
      return table;
    }

    private double cell(Random random, int column, double[] row, int level) {
      double bell = random.nextGaussian();
      return switch (this) {
        case FLAT -> random.nextDouble();
        case LEVELS -> column == level ? 1 : 0;
        case SKEWED -> Math.exp(1.5 * bell);
        case NEARLY_COLLINEAR -> column == 1 ? row[0] + 0.03 * bell : bell;
        case BITS -> random.nextInt(2);
        default -> bell;
      };
    }

    private double noise(Random random, double bell, double[] row) {
      return switch (this) {
        case OUTLIERS -> random.nextInt(10) == 0 ? 50 * bell : bell;
        case HETEROSCEDASTIC -> bell * (0.1 + Math.abs(row[0]));
        case FLAT -> -Math.log(1 - random.nextDouble());
        default -> bell;
      };
    }
  }

  private void write(double[][] table) throws IOException {
    int columns = table[0].length - 1;
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", IntStream.range(0, columns).mapToObj(i -> "x" + i).toList()) + ",y");
    for (double[] row : table) {
      lines.add(Arrays.toString(row).replaceAll("[\\[\\] ]", ""));
    }
    Files.write(data, lines);
  }

  private double[] answers(double[][] table) throws IOException {
    StringBuilder asked = new StringBuilder(Files.readAllLines(data).get(0) + "\n");
    for (double[] row : table) {
      asked.append(Arrays.toString(row).replaceAll("[\\[\\] ]", "")).append('\n');
    }
    return predict(asked.toString()).lines().stream()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(',') + 1)))
        .toArray();
  }

  @ParameterizedTest
  @EnumSource
  void aLossWithCornersEndsAtItsLeast(Kind kind) throws IOException {
    double[][] table = kind.table();
    write(table);
    int target = table[0].length - 1;
    for (double q : new double[] {0.5, 0.9}) {
      Run run = train("--loss=" + (q == 0.5 ? "l1()" : "quantile(0.9)"));
      double[] said = answers(table);
      double[] left = new double[said.length];
      Arrays.setAll(left, i -> table[i][target] - said[i]);
      assertThat(pinball(left, q)).isLessThan(1.01 * leastPinball(table, q));
      double below = Arrays.stream(left).filter(r -> r <= 0).count() / (double) left.length;
      if (q == 0.9 && kind != Kind.FEW_ROWS) { // lines through points leave some on them
        assertThat(below).isCloseTo(0.9, within(0.02));
      }
      assertThat(run.out()).contains("--schedule='plateau(factor=0.5, patience=20)' --epochs=1000");
    }
  }

  private static double pinball(double[] left, double q) {
    return Arrays.stream(left).map(r -> r > 0 ? q * r : (q - 1) * r).sum();
  }

  /** By least squares of rows that count by how near they are, ever less rounded off. */
  private static double leastPinball(double[][] table, double q) {
    double[][] x = standardized(table);
    int width = x[0].length;
    double deviation = deviation(table, width - 1);
    double[] weights = new double[x.length];
    Arrays.fill(weights, 1);
    double least = Double.POSITIVE_INFINITY;
    for (double rounded = 1; rounded > 1e-7; rounded *= 0.9) {
      double[][] products = new double[width][width];
      double[] right = new double[width];
      for (int row = 0; row < x.length; row++) {
        double[] cells = x[row].clone();
        cells[width - 1] = 1;
        for (int i = 0; i < width; i++) {
          right[i] += weights[row] * cells[i] * x[row][width - 1];
          for (int j = 0; j < width; j++) {
            products[i][j] += weights[row] * cells[i] * cells[j];
          }
        }
      }
      for (int i = 0; i < width; i++) {
        products[i][i] *= 1 + 1e-10;
      }
      double[] w = solve(products, right);
      double[] left = new double[x.length];
      for (int row = 0; row < x.length; row++) {
        left[row] = x[row][width - 1] - w[width - 1];
        for (int i = 0; i < width - 1; i++) {
          left[row] -= w[i] * x[row][i];
        }
        double side = left[row] > 0 ? q : 1 - q;
        weights[row] = side / Math.max(Math.abs(left[row]), rounded);
      }
      least = Math.min(least, pinball(left, q) * deviation);
    }
    return least;
  }

  private static double mean(double[][] table, int column) {
    return Arrays.stream(table).mapToDouble(row -> row[column]).average().orElseThrow();
  }

  private static double deviation(double[][] table, int column) {
    double mean = mean(table, column);
    double square =
        Arrays.stream(table)
            .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
            .average()
            .orElseThrow();
    return square > 0 ? Math.sqrt(square) : 1;
  }

  private static double[][] standardized(double[][] table) {
    double[][] scaled = new double[table.length][table[0].length];
    for (int c = 0; c < table[0].length; c++) {
      double mean = mean(table, c);
      double deviation = deviation(table, c);
      for (int row = 0; row < table.length; row++) {
        scaled[row][c] = (table[row][c] - mean) / deviation;
      }
    }
    return scaled;
  }

  /** By elimination, the largest pivot first. */
  private static double[] solve(double[][] matrix, double[] right) {
    double[] b = right.clone();
    double[][] a = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    for (int step = 0; step < b.length; step++) {
      int best = step;
      for (int i = step; i < b.length; i++) {
        best = Math.abs(a[i][step]) > Math.abs(a[best][step]) ? i : best;
      }
      double[] row = a[best];
      a[best] = a[step];
      a[step] = row;
      double value = b[best];
      b[best] = b[step];
      b[step] = value;
      for (int i = step + 1; i < b.length; i++) {
        double multiple = a[i][step] / row[step];
        b[i] -= multiple * value;
        for (int j = step; j < b.length; j++) {
          a[i][j] -= multiple * row[j];
        }
      }
    }
    for (int i = b.length - 1; i >= 0; i--) {
      for (int j = i + 1; j < b.length; j++) {
        b[i] -= a[i][j] * b[j];
      }
      b[i] /= a[i][i];
    }
    return b;
  }

  @ParameterizedTest
  @EnumSource(names = {"BELLS", "LEVELS", "SKEWED", "HETEROSCEDASTIC", "ONE_COLUMN"})
  void aNetIsNoWorseThanALine(Kind kind) throws IOException {
    double[][] table = kind.table();
    write(table);
    double line = score(train(), "training", "R2");
    for (int seed = 0; seed < 5; seed++) {
      int wide = seed % 2 == 0 ? 16 : 64;
      String bend = List.of("relu()", "tanh()", "silu()").get(seed % 3);
      String net =
          String.format("linear(%d, %d), %s, linear(%2$d, 1)", table[0].length - 1, wide, bend);
      Run run = train("--model=sequential(" + net + ")", "--seed=" + seed);
      assertThat(score(run, "training", "R2")).as("%s, %s", net, seed).isGreaterThan(line - 0.001);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--loss=mse()",
        "--batch-size=50",
        "--loss=l1()",
        "--loss=huber()",
        "--loss=poisson_nll()",
        "--loss=cross_entropy()",
        "--model=sequential(linear(4, 8), relu(), linear(8, 1))",
        "--validation=0.2",
        "--validation=last:0.1"
      })
  void whatWasChosenCanBeTyped(String more) throws IOException {
    double[][] table = Kind.NEARLY_COLLINEAR.table();
    for (double[] row : table) {
      row[3] = row[0]; // so that there is something left for the normal equations
      row[4] = Math.rint(Math.abs(row[4]) / 4);
    }
    write(table);
    Path predictions = folder.resolve("p.csv");
    Run run = train(more, "--predictions=" + predictions);
    String first = Files.readString(predictions);
    String chosen =
        run.lines().stream().filter(line -> line.startsWith("chosen for you: ")).findFirst().get();
    List<Object> typed = new ArrayList<>(List.of(more, "--predictions=" + predictions));
    Matcher words = Pattern.compile("--[^ ']+('[^']*')?").matcher(chosen);
    while (words.find()) {
      typed.add(words.group().replace("'", ""));
    }
    Run again = train(typed.toArray());
    assertThat(again.lines())
        .containsExactlyElementsOf(run.lines().stream().filter(l -> !l.equals(chosen)).toList());
    assertThat(Files.readString(predictions)).isEqualTo(first);
  }

  @Test
  void aModelOfCountsSaysLogarithmsAndIsTheMostLikely() throws IOException {
    Random random = new Random(8);
    double[][] table = new double[300][2];
    for (double[] row : table) {
      row[0] = 4 * random.nextDouble();
      double rate = Math.exp(1 + row[0]);
      row[1] = Math.max(0, Math.rint(rate + Math.sqrt(rate) * random.nextGaussian()));
    }
    write(table);
    Run run = train("--loss=poisson_nll()");
    assertThat(run.out()).containsPattern("(?m)^ln y = [0-9.]+ x0 \\+ [0-9.]+$");
    assertThat(run.out()).contains("| ln y predicted |").contains("training: loss ");
    double[] said = answers(table);
    double[] w = {Math.log(mean(table, 1)), 0};
    for (int step = 0; step < 50; step++) {
      double[][] products = new double[2][2];
      double[] right = new double[2];
      for (double[] row : table) {
        double rate = Math.exp(w[0] + w[1] * row[0]);
        double[] cells = {1, row[0]};
        for (int i = 0; i < 2; i++) {
          right[i] += cells[i] * (row[1] - rate);
          for (int j = 0; j < 2; j++) {
            products[i][j] += rate * cells[i] * cells[j];
          }
        }
      }
      double[] more = solve(products, right);
      w[0] += more[0];
      w[1] += more[1];
    }
    for (int i = 0; i < table.length; i++) {
      double logarithm = w[0] + w[1] * table[i][0];
      assertThat(Math.exp(said[i] - logarithm)).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void whatCannotBeToldOrMayBeMeantOtherwiseIsSaid() throws IOException {
    StringBuilder table = new StringBuilder("x,y\n");
    for (int i = 0; i < 20; i++) {
      table.append(i).append(',').append(i * 7 % 3 > 0 ? 1 : 0).append('\n');
    }
    Files.writeString(data, table);
    assertThat(train("--folds=20").out())
        .contains("y holds only 0 and 1: if these are labels, --loss 'bce_with_logits()'")
        .contains("fold 1 of 20: R2 undefined for one row, MAE ")
        .contains("20 folds: R2 undefined for one row, MAE ");
    String alone =
        "--standardize without --optimizer leaves sgd(lr=0.01); --optimizer auto chooses";
    assertThat(train("--standardize").out()).contains(alone);
    assertThat(train().out()).doesNotContain(alone);
    assertThat(train("--standardize", "--optimizer=auto").out()).doesNotContain(alone);
    assertThat(train("--batch-size=10", "--stream").out()).contains("not polished: ");
    Run refused = kindling("train", data, "--target=y", "--loss=l1()", "--polish");
    assertThat(refused.err())
        .contains("--polish is for linear models under mse() or poisson_nll()");
    assertThat(refused.code()).isEqualTo(2);
  }
}

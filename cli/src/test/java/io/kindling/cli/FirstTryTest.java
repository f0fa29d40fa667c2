package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing but a table and a target is typed, and what comes out is right. */
final class FirstTryTest {
  private static final double[] SCALES = {1e-12, 1e-4, 1, 1e6, 1e12};

  /** What stands where a column is text. */
  private static final List<String> LEVELS = List.of("North", "Old Town", "Süd", "a, b", "x");

  @TempDir Path folder;

  /** What a table is like; the last column is what the others say, and noise. */
  private enum Kind {
    BELLS(200, 3),
    SKEWED(200, 3) {
      @Override
      double cell(Random random, int column, double[] row) {
        return Math.exp(2 * random.nextGaussian());
      }
    },
    FAR_FROM_ZERO(150, 3) {
      @Override
      double cell(Random random, int column, double[] row) {
        return 1e5 + random.nextGaussian();
      }
    },
    COLLINEAR(100, 4) {
      @Override
      double cell(Random random, int column, double[] row) {
        return column < 2 ? random.nextGaussian() : column == 2 ? row[0] : row[0] - 2 * row[1];
      }
    },
    NEARLY_COLLINEAR(300, 3) {
      @Override
      double cell(Random random, int column, double[] row) {
        return column < 2 ? random.nextGaussian() : row[0] + 1e-3 * random.nextGaussian();
      }
    },
    CONSTANT(50, 3) {
      @Override
      double cell(Random random, int column, double[] row) {
        return column == 1 ? 7 : random.nextGaussian();
      }
    },
    POWERS(60, 5) {
      @Override
      double cell(Random random, int column, double[] row) {
        return column == 0 ? random.nextDouble() : row[0] * row[column - 1];
      }
    },
    THREE_ROWS(3, 5),
    COUNTS(400, 4) {
      @Override
      double cell(Random random, int column, double[] row) {
        return random.nextInt(2 << (2 * column));
      }
    },
    SPARSE(300, 8) {
      @Override
      double cell(Random random, int column, double[] row) {
        return random.nextInt(50) == 0 ? 1 : 0;
      }
    },
    MANY_ROWS(100_000, 4),
    ONE_HOT(200, 3) {
      @Override
      double cell(Random random, int column, double[] row) {
        return column == 1 ? random.nextInt(5) : random.nextGaussian();
      }

      @Override
      boolean isText(int column) {
        return column == 1;
      }
    },
    ALL_SCALES(200, 5) {
      @Override
      double cell(Random random, int column, double[] row) {
        return random.nextGaussian() * Math.pow(10, 6 * column - 12);
      }
    };

    private final int rows;
    private final int columns;

    Kind(int rows, int columns) {
      this.rows = rows;
      this.columns = columns;
    }

    double cell(Random random, int column, double[] row) {
      return random.nextGaussian();
    }

    /** Whether a column is text, whose levels are numbered in the rows. */
    boolean isText(int column) {
      return false;
    }

    /** The same rows with a column for each level of text, as many as make up no other. */
    double[][] numbers(double[][] table) {
      return Arrays.stream(table)
          .map(
              row -> {
                DoubleStream.Builder numbers = DoubleStream.builder();
                for (int i = 0; i < row.length; i++) {
                  if (isText(i)) {
                    for (int level = 1; level < LEVELS.size(); level++) {
                      numbers.add(row[i] == level ? 1 : 0);
                    }
                  } else {
                    numbers.add(row[i]);
                  }
                }
                return numbers.build().toArray();
              })
          .toArray(double[][]::new);
    }

    /** Rows of features, and the target behind them. */
    double[][] table(double scale) {
      Random random = new Random(name().length());
      double[][] table = new double[rows][columns + 1];
      double[] weights = random.doubles(columns, -1, 1).toArray();
      for (double[] row : table) {
        double sum = random.nextGaussian();
        for (int i = 0; i < columns; i++) {
          row[i] = cell(random, i, row);
          sum += weights[i] * (isText(i) ? Math.cos(row[i]) : row[i]);
        }
        for (int i = 0; i < columns; i++) {
          row[i] *= isText(i) ? 1 : scale;
        }
        row[columns] = sum * scale;
      }
      return table;
    }
  }

  private Path write(Kind kind, double[][] table) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < table[0].length - 1; i++) {
      text.append("x").append(i).append(',');
    }
    text.append("y\n");
    for (double[] row : table) {
      for (int i = 0; i < row.length; i++) {
        text.append(i == 0 ? "" : ",");
        text.append(kind.isText(i) ? '"' + LEVELS.get((int) row[i]) + '"' : row[i] + "");
      }
      text.append('\n');
    }
    return Files.writeString(folder.resolve("table.csv"), text);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aLineEndsAtTheLeastSquares(Kind kind) throws IOException {
    for (double scale : SCALES) {
      double[][] table = kind.table(scale);
      Path said = folder.resolve("said.csv");
      Run run =
          kindling("train", "--data", write(kind, table), "--target", "y", "--predictions", said);
      assertThat(run.err()).as("%s, scale %s", kind, scale).isEmpty();
      assertThat(run.out()).contains("chosen").doesNotContain("NaN", "Infinity");
      double mean = Arrays.stream(table).mapToDouble(row -> row[kind.columns]).average().orElse(0);
      double variance = 0;
      double loss = 0;
      List<String> lines = Files.readAllLines(said);
      for (int i = 0; i < table.length; i++) {
        double y = table[i][kind.columns];
        double off = y - Double.parseDouble(lines.get(i + 1).split(",")[1]);
        loss += off * off;
        variance += (y - mean) * (y - mean);
      }
      double least = leastSquares(kind.numbers(table));
      assertThat((loss - least) / (least + 1e-6 * variance))
          .as("%s, scale %s: %s above %s", kind, scale, loss - least, least)
          .isLessThan(1e-6);
    }
  }

  /** The least sum of squares, by Householder reflections of standardized columns. */
  private static double leastSquares(double[][] table) {
    int rows = table.length;
    int width = table[0].length;
    double[][] columns = new double[width][rows];
    for (int c = 0; c < width; c++) {
      int column = c;
      double mean = Arrays.stream(table).mapToDouble(row -> row[column]).average().orElse(0);
      for (int r = 0; r < rows; r++) {
        columns[c][r] = table[r][c] - mean;
      }
    }
    List<Integer> left = new ArrayList<>();
    double[] lengths = new double[width];
    for (int c = 0; c < width; c++) {
      lengths[c] = length(columns[c], 0);
      left.add(c);
    }
    int target = left.remove(width - 1);
    int at = 0;
    while (!left.isEmpty() && at < rows) {
      int from = at;
      int best =
          left.stream()
              .max(
                  (a, b) ->
                      Double.compare(
                          length(columns[a], from) / lengths[a],
                          length(columns[b], from) / lengths[b]))
              .orElseThrow();
      left.remove((Integer) best);
      double[] v = columns[best].clone();
      double length = length(v, at);
      if (!(length > 1e-11 * lengths[best])) {
        break;
      }
      v[at] += Math.copySign(length, v[at]);
      for (int c = 0; c < width; c++) {
        if (c == target || left.contains(c)) {
          reflect(columns[c], v, at);
        }
      }
      at++;
    }
    double rest = length(columns[target], at);
    return rest * rest;
  }

  private static double length(double[] column, int from) {
    double sum = 0;
    for (int i = from; i < column.length; i++) {
      sum = Math.hypot(sum, column[i]);
    }
    return sum;
  }

  private static void reflect(double[] column, double[] v, int from) {
    double scale = length(v, from);
    double dot = 0;
    for (int i = from; i < v.length; i++) {
      dot += v[i] / scale * column[i];
    }
    for (int i = from; i < v.length; i++) {
      column[i] -= 2 * dot * (v[i] / scale);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cross_entropy(), 4",
    "bce_with_logits(), 2",
    "poisson_nll(), 9",
    "l1(), 100",
    "huber(), 100",
    "quantile(0.9), 100"
  })
  void otherLossesEndInNumbersToo(String loss, int values) throws IOException {
    for (double scale : SCALES) {
      Kind kind = Kind.BELLS;
      double[][] table = kind.table(scale);
      Random random = new Random(7);
      for (double[] row : table) {
        row[3] = (int) (Math.abs(row[0] / scale) + random.nextInt(values)) % values;
      }
      Run run = kindling("train", "--data", write(kind, table), "--target", "y", "--loss", loss);
      assertThat(run.err()).as("%s, scale %s", loss, scale).isEmpty();
      assertThat(run.out()).contains("chosen").doesNotContain("NaN", "Infinity");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aNetLearnsSomething(Kind kind) throws IOException {
    for (double scale : new double[] {1e-12, 1, 1e12}) {
      double[][] table = kind.table(scale);
      String net = "sequential(linear(" + features(kind) + ", 8), relu(), linear(8, 1))";
      Run run = kindling("train", "--data", write(kind, table), "--target", "y", "--model", net);
      assertThat(run.err()).as("%s, scale %s", kind, scale).isEmpty();
      double r2 = Double.parseDouble(run.out().replaceAll("(?s).*R2 ([-0-9.e]+),.*", "$1"));
      assertThat(r2).as("%s, scale %s", kind, scale).isPositive();
    }
  }

  private static int features(Kind kind) {
    int texts = (int) IntStream.range(0, kind.columns).filter(kind::isText).count();
    return kind.columns + texts * (LEVELS.size() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "BELLS, poisson_nll(), 0",
    "ONE_HOT, poisson_nll(), 0",
    "SPARSE, poisson_nll(), 0",
    "MANY_ROWS, poisson_nll(), 0",
    "BELLS, cross_entropy(), 4",
    "ONE_HOT, cross_entropy(), 3",
    "COUNTS, cross_entropy(), 3",
    "MANY_ROWS, cross_entropy(), 3",
    "BELLS, bce_with_logits(), 2",
    "ONE_HOT, bce_with_logits(), 2",
    "SKEWED, bce_with_logits(), 2",
    "MANY_ROWS, bce_with_logits(), 2"
  })
  void labelsAndCountsEndAtTheLeastLoss(Kind kind, String loss, int classes) throws IOException {
    for (double scale : new double[] {1e-12, 1, 1e12}) {
      double[][] table = kind.table(scale);
      int[] wanted = draw(table, classes);
      for (int i = 0; i < table.length; i++) {
        table[i][kind.columns] = wanted[i];
      }
      Path data = write(kind, table);
      Path model = folder.resolve("model.pt");
      Run run = kindling("train", data, "--target=y", "--loss", loss, "--save", model);
      assertThat(run.err()).as("%s, scale %s", kind, scale).isEmpty();
      assertThat(run.out()).contains("chosen").doesNotContain("NaN", "Infinity");
      List<Object> asking = new ArrayList<>(List.of("predict", data, "--model-file", model));
      asking.addAll(classes == 0 ? List.of() : List.of("--probabilities"));
      List<String> said = kindling(asking.toArray()).lines();
      double sum = 0;
      for (int i = 0; i < wanted.length; i++) {
        String[] cells = said.get(i + 1).split(",");
        double answer = Double.parseDouble(cells[classes == 0 ? 1 : 2 + wanted[i]]);
        sum += classes == 0 ? Math.exp(answer) - wanted[i] * answer : -Math.log(answer);
      }
      double least = NewtonFit.least(features(kind, table), wanted, classes);
      assertThat((sum / wanted.length - least) / Math.abs(least))
          .as("%s, scale %s: %s, least %s", kind, scale, sum / wanted.length, least)
          .isLessThan(1e-6);
    }
  }

  private static double[][] features(Kind kind, double[][] table) {
    return Arrays.stream(kind.numbers(table))
        .map(row -> Arrays.copyOf(row, row.length - 1))
        .toArray(double[][]::new);
  }

  /** Labels or counts that follow a table's target, with noise of their own. */
  private static int[] draw(double[][] table, int classes) {
    Random random = new Random(5);
    int last = table[0].length - 1;
    double mean = Arrays.stream(table).mapToDouble(row -> row[last]).average().orElse(0);
    double spread =
        Math.sqrt(
            Arrays.stream(table)
                .mapToDouble(row -> (row[last] - mean) * (row[last] - mean))
                .average()
                .orElse(0));
    return Arrays.stream(table)
        .mapToInt(
            row -> {
              double from = (row[last] - mean) / spread;
              if (classes == 0) {
                return poisson(random, Math.exp(0.5 + 0.3 * from));
              }
              double at = (from + 2 * random.nextGaussian() + 4) / 8 * classes;
              return (int) Math.max(0, Math.min(classes - 1, at));
            })
        .toArray();
  }

  /** Knuth's way. */
  private static int poisson(Random random, double rate) {
    int count = -1;
    for (double left = 1; left > Math.exp(-rate); left *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  @Test
  void aNumberMayStandForWhatIsMissing() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "a,y\n1,1\n-999,2\n3,3\n4,4\n");
    String values = "--missing-values=-999";
    Run run = kindling("train", file, "--target=y", values, "--missing=drop");
    assertThat(run.out()).contains("left out: 1 row with missing cells");
    Run mean = kindling("train", file, "--target=y", values, "--missing=mean");
    assertThat(mean.out()).contains("missing cells stand for: 2.6667 in a");
  }

  @Test
  void aLossBelowZeroLeavesNoValley() throws IOException {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 200; i++) {
      text.append(i / 100.0).append(',').append(40 + i).append('\n');
    }
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    String net = "sequential(linear(1, 8), relu(), linear(8, 1))";
    Run run = kindling("train", file, "--target=y", "--loss=poisson_nll()", "--model", net);
    String rate = run.out().replaceAll("(?s).*?adam\\(lr=([-0-9.e]+)\\).*", "$1");
    assertThat(Double.parseDouble(rate)).isGreaterThan(1e-3);
  }
}

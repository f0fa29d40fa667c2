package io.kindling.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of paths: their lines, and which of them have names. */
final class PathFiguresTest extends FigureContract {
  private static final double[] LAMBDAS = {10, 1, 0.1, 0.01};

  private static PathFigures figures() {
    return new PathFigures(
        "price",
        LAMBDAS,
        List.of(
            new PathFigures.Marked("lambda-min", 0.1), new PathFigures.Marked("lambda-1se", 1)));
  }

  /** Columns whose lines go as far as their numbers, from 0 at the largest λ. */
  private static Figure path(int columns) {
    List<String> names = IntStream.range(0, columns).mapToObj(i -> "x" + i).toList();
    double[][] effects = new double[columns][];
    for (int i = 0; i < columns; i++) {
      int sign = i % 2 == 0 ? 1 : -1;
      effects[i] = new double[] {0, 0, sign * i / 2.0, sign * i};
    }
    return figures().coefficients(names, effects);
  }

  static List<Figure> each() {
    return List.of(
        path(3),
        path(40),
        figures().errors(new double[] {9, 4, 3, 3.5}, new double[] {1, 1, 1, 1}));
  }

  @Test
  void namesSteerNothing() throws Exception {
    PathFigures figures =
        new PathFigures(HOSTILE, LAMBDAS, List.of(new PathFigures.Marked("lambda-min", 0.1)));
    steersNothing(
        figures.coefficients(List.of(HOSTILE, "z"), new double[][] {{0, 1, 2, 3}, {0, 0, 1, 2}}));
    steersNothing(figures.errors(new double[] {9, 4, 3, 3.5}, new double[4]));
  }

  @Test
  void eachOfFewColumnsHasItsName() {
    assertThat(path(10).svg())
        .contains(">price: coefficients over lambda<", ">lambda<", ">lambda-min<", ">lambda-1se<")
        .contains("<title>x0</title>", "<title>x9</title>")
        .doesNotContain("others");
    assertThat(path(1).svg()).contains("<title>x0</title>");
  }

  @Test
  void ofManyColumnsThoseThatGoFarthestHaveNames() {
    String svg = path(40).svg();
    assertThat(svg).contains("<title>31 others</title>");
    assertThat(svg).contains("<title>x31</title>", "<title>x39</title>");
    assertThat(svg).doesNotContain("<title>x30</title>", "<title></title>");
    // a line for each column, one in the legend for each name, two axes' line, and ticks
    assertThat(svg.split("stroke-width=\"1.5\"", -1)).hasSizeGreaterThan(31);
  }

  @Test
  void theAxisIsLogarithmic() {
    assertThat(path(3).svg()).contains(">0.01<", ">0.1<", ">1<", ">10<");
  }

  @Test
  void errorsHaveABandAroundThem() {
    Figure errors =
        figures().errors(new double[] {9, 4, 3, 3.5}, new double[] {0.5, 0.5, 0.4, 0.4});
    assertThat(errors.svg())
        .contains(">price: error of cross-validation over lambda<", ">mean squared error<")
        .contains("<title>one standard error from it</title>", "<title>lambda-min</title>")
        .doesNotContain("<title></title>");
    assertThat(errors.text(Screen.of(80, 24).ascii()))
        .contains("price: error of cross-validation over lambda", "lambda-1se");
  }

  @Test
  void oneLambdaStandsInTheMiddle(@TempDir Path folder) throws Exception {
    PathFigures one = new PathFigures("y", new double[] {0.1}, List.of());
    Figure figure = one.coefficients(List.of("x"), new double[][] {{2}});
    assertThat(figure.svg()).doesNotContain("NaN").contains(">0.1<", ">1<", ">0.01<");
    Path file = folder.resolve("one.png");
    figure.png(file);
    assertThat(Files.size(file)).isPositive();
    assertThat(one.errors(new double[] {1}, new double[] {0.1}).svg()).doesNotContain("NaN");
  }

  @Test
  void columnsMustGoWithTheirLambdas() {
    assertThatThrownBy(() -> figures().coefficients(List.of("x"), new double[][] {{1, 2}}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("2 in x; expected 4");
    assertThatThrownBy(() -> figures().coefficients(List.of("x", "z"), new double[][] {{1}}))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> figures().errors(new double[] {1}, new double[] {1, 2}))
        .isInstanceOf(DataException.class);
  }
}

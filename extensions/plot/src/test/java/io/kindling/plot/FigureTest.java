package io.kindling.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import io.kindling.train.Epoch;
import io.kindling.train.History;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FigureTest extends FigureContract {
  private static final double[] X = {0, 1, 2, 3, 4};
  private static final Outcome PRICE =
      new Outcome("price", new double[] {1, 3, 5, 7, 9}, new double[] {1.5, 3, 5, 7, 8.5});

  private static final Scored CAT =
      new Scored("cat", new boolean[] {false, true, true, false}, new double[] {.1, .4, .8, .35});

  static List<Figure> each() {
    double[] losses = {4, 1, .25, .1, .05};
    return List.of(
        Figure.fit("area", X, PRICE),
        Figure.predictedAgainstActual(PRICE),
        Figure.residuals(PRICE),
        Figure.losses(X, losses, new double[] {5, 2, .5, .4, .5}),
        Figure.probability("weight", new double[] {1, 2, 3, 4}, "dog", CAT),
        Figure.roc(CAT),
        Figure.confusion("kind", List.of("cat", "dog"), new long[][] {{3, 1}, {0, 4}}));
  }

  @Test
  void anSvgNamesItsAxesTicksAndSeries() throws Exception {
    Figure fit = Figure.fit("area", X, PRICE);
    assertThat(Svgs.texts(fit, "text"))
        .contains("price over area", "area", "price", "0.0", "4.0", "2", "8", "data", "predicted");
    assertThat(Svgs.texts(fit, "title")).containsExactly("price over area", "data", "predicted");
    assertThat(Svgs.texts(fit, "desc"))
        .containsExactly(
            "From left to right: area. Upwards: price. data: 5 points. predicted: a line.");
    assertThat(Svgs.texts(fit, "circle")).hasSize(X.length + 1); // one in the legend
  }

  @Test
  void lossesAreOnALogarithmicAxisWhereTheyDifferMuch() throws Exception {
    assertThat(
            Svgs.texts(Figure.losses(X, new double[] {100, 10, 1, .1, .01}, new double[0]), "text"))
        .contains(
            "Loss over the epochs", "training", "100", "10", "1", "0.1", "0.01", "loss", "epoch")
        .doesNotContain("validation", "0.5");
    assertThat(Svgs.texts(Figure.losses(X, new double[] {5, 4, 3, 2, 1}, new double[0]), "text"))
        .contains("1", "2", "3", "4", "5");
    assertThat(Svgs.texts(Figure.losses(X, new double[] {5, 4, 3, 2, 0}, new double[0]), "text"))
        .contains("0", "1", "2", "3", "4", "5");
  }

  @Test
  void aHistoryIsDrawnWithItsValidation() throws Exception {
    List<Epoch> epochs =
        List.of(
            new Epoch(1, 0.5, OptionalDouble.of(0.7), 0.1, Map.of()),
            new Epoch(2, 0.4, OptionalDouble.of(0.6), 0.1, Map.of()));
    Figure losses = Figure.losses(new History(epochs, History.End.COMPLETED, 2));
    assertThat(Svgs.texts(losses, "title"))
        .containsExactly("Loss over the epochs", "training", "validation");
    Figure none = Figure.losses(new History(List.of(), History.End.CANCELLED, 0));
    assertThat(Svgs.texts(none, "text")).contains("There is nothing to show yet.");
  }

  @Test
  void manyRowsAreCountedByPlace() throws Exception {
    int rows = 1_000_000;
    Random random = new Random(0);
    double[] x = random.doubles(rows).toArray();
    double[] y = random.doubles(rows).toArray();
    Figure figure = Figure.fit("x", x, new Outcome("y", y, x));
    assertThat(figure.svg()).hasSizeLessThan(400_000);
    assertThat(Svgs.texts(figure, "text"))
        .contains("The darker a place, the more of the points are in it.");
    assertThat(Svgs.texts(figure, "desc").get(0)).contains("data: 1000000 points.");
  }

  @Test
  void manyEpochsKeepTheirOutline() {
    double[] epochs = IntStream.range(0, 1_000_000).asDoubleStream().toArray();
    double[] losses = new double[epochs.length];
    losses[123_456] = 7;
    Figure figure = Figure.losses(epochs, losses, new double[0]);
    assertThat(figure.svg()).hasSizeLessThan(50_000).contains(">7<");
  }

  @Test
  void whatIsNotFiniteIsLeftOutAndItSaysSo() throws Exception {
    double[] losses = {4, 3, Double.NaN, Double.POSITIVE_INFINITY, 1};
    Figure figure = Figure.losses(X, losses, new double[0]);
    assertThat(Svgs.texts(figure, "text"))
        .contains("2 values that are no finite numbers are left out.");
    assertThat(figure.text(Screen.of(80, 24))).contains("2 values that are no finite numbers");
  }

  @Test
  void aLineOfOnePointIsSeen() {
    String svg = Figure.losses(new double[] {1}, new double[] {0.5}, new double[0]).svg();
    String curve = svg.substring(svg.indexOf("<title>training</title>"));
    assertThat(curve).containsPattern("^<title>training</title>\n<path d=\"M[0-9. ]+L[0-9. ]+\"");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 5, -3e-300, 1e-310, 1.7e308, -1e16})
  void aColumnOfOneValueHasRoom(double value) throws Exception {
    double[] values = {value, value};
    Figure figure = Figure.fit("x", values, new Outcome("y", values, values));
    assertThat(Svgs.texts(figure, "circle")).hasSize(3);
    assertThat(figure.svg()).doesNotContain("NaN", "Infinity");
    assertThat(
            Figure.fit("x", new double[] {value}, new Outcome("y", new double[1], new double[1]))
                .svg())
        .doesNotContain("NaN");
  }

  @Test
  void numbersOfAllMagnitudesHaveRoom() throws Exception {
    double[] x = {-1.7e308, 0, 1.7e308};
    Outcome tiny = new Outcome("tiny", new double[] {0, 1e-200, 2e-200}, new double[] {0, 0, 0});
    Figure figure = Figure.fit("huge", x, tiny);
    assertThat(figure.svg()).doesNotContain("NaN", "Infinity");
    assertThat(Svgs.texts(figure, "text")).contains("-1e308", "0", "1e308", "1e-200", "2e-200");
  }

  @Test
  void lossesOfAllMagnitudesHaveRoom() throws Exception {
    double[] losses = {1e300, 1, 1e-300, 1e-307, 1e308};
    Figure figure = Figure.losses(X, losses, new double[0]);
    assertThat(figure.svg()).doesNotContain("NaN", "Infinity");
    assertThat(Svgs.texts(figure, "text")).contains("1", "loss");
    assertThat(figure.text(Screen.of(80, 24))).contains("⠤⠤⠤ training");
  }

  @Test
  void namesSteerNothing() throws Exception {
    steersNothing(Figure.fit(HOSTILE, X, new Outcome(HOSTILE, X, X)));
    steersNothing(Figure.residuals(new Outcome(HOSTILE, X, X)));
    steersNothing(Figure.roc(new Scored(HOSTILE, CAT.actual(), CAT.scores())));
    steersNothing(Figure.probability(HOSTILE, new double[4], HOSTILE, CAT));
    steersNothing(Figure.confusion(HOSTILE, List.of(HOSTILE, "b"), new long[][] {{1, 2}, {3, 4}}));
  }

  @Test
  void ofManyClassesTheLeastFrequentAreCountedTogether() throws Exception {
    List<String> names = IntStream.range(0, 1000).mapToObj(i -> "k" + i).toList();
    int[] actual = IntStream.range(0, 3000).map(i -> i < 2000 ? 7 : i % 1000).toArray();
    Figure figure = Figure.confusion("kind", names, actual, actual);
    assertThat(figure.svg()).hasSizeLessThan(200_000);
    assertThat(Svgs.texts(figure, "text"))
        .contains("k7", "others", "2001")
        .contains("The least frequent 976 of 1000 classes are counted together, as others.");
    assertThat(figure.text(Screen.of(80, 24))).contains("k7", "others", "2001");
  }

  @Test
  void wrongUseIsRefused(@TempDir Path folder) {
    refused(
        () -> new Outcome("y", X, new double[3]),
        "Outcome: columns must have the same rows (got 3 in predicted; expected 5)");
    refused(
        () -> Figure.fit("x", new double[3], PRICE),
        "fit: columns must have the same rows (got 5 in price; expected 3)");
    refused(
        () -> Figure.roc(new Scored("cat", new boolean[2], new double[2])),
        "roc: there must be rows of the class and others (got 0 of cat and 2 others; expected at"
            + " least one of each)");
    refused(
        () -> Figure.confusion("kind", List.of("a", "b"), new int[] {0, 2}, new int[] {0, 1}),
        "confusion: classes must be numbered, and counts not be negative (got 1 of class 2 taken"
            + " for class 1; expected classes 0 to 1)");
    refused(
        () -> Screen.of(10, 24),
        "Screen: a figure must have room (got 10 x 24; expected 30 x 10 to 2000 x 2000)");
    Path missing = folder.resolve("missing/figure.svg");
    assertThatThrownBy(() -> Figure.residuals(PRICE).svg(missing))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(missing + ": the file must be writable");
    assertThat(Files.exists(missing.getParent())).isFalse();
  }

  private static void refused(Runnable use, String message) {
    assertThatThrownBy(use::run).isInstanceOf(DataException.class).hasMessage(message);
  }

  @Test
  void theFilesHoldWhatTheFigureIs(@TempDir Path folder) throws Exception {
    List<byte[]> pngs = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      Figure figure = Figure.residuals(PRICE);
      Path svg = folder.resolve(name + ".svg");
      figure.svg(svg);
      assertThat(svg).hasContent(figure.svg());
      Path png = folder.resolve(name + ".png");
      figure.png(png);
      pngs.add(Files.readAllBytes(png));
    }
    assertThat(pngs.get(0)).isEqualTo(pngs.get(1));
  }
}

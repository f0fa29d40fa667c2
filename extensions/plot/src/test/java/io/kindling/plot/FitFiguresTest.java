package io.kindling.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

final class FitFiguresTest extends FigureContract {
  private static final FitFigures RENT = new FitFigures("rent", 12);
  private static final double[] X = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  private static final double[] R = {.1, -.2, .5, -1, 1.5, -2.1, .3, .2, -.4, 1, 2.6, -.9};
  private static final Column FITTED = new Column("fitted value", X);
  private static final Column RESIDUAL = new Column("standardized residual", R);
  private static final List<Mark> MARKS =
      List.of(new Mark(11, 2.6, 101), new Mark(6, -2.1, 7), new Mark(5, 1.5, 55));
  private static final List<Estimate> ESTIMATES =
      List.of(
          new Estimate("area", 3, 1.5, 4.5),
          new Estimate("rooms", -0.4, -1.2, 0.4),
          new Estimate("age", -2, -2.5, -1.5));

  private static double[] leverages() {
    return Arrays.stream(X).map(x -> x / 20).toArray();
  }

  static List<Figure> each() {
    return List.of(
        RENT.residuals(FITTED, RESIDUAL, MARKS),
        RENT.normalQuantiles(X, RESIDUAL, 0.3, -2, MARKS),
        RENT.scaleLocation(FITTED, RESIDUAL, MARKS),
        RENT.leverage(leverages(), RESIDUAL, 3, List.of(new Mark(0.6, -.9, 12))),
        RENT.coefficients("change of rent", ESTIMATES, 0.95));
  }

  @Test
  void anSvgNamesItsAxesAndRows() throws Exception {
    Figure figure = RENT.residuals(FITTED, RESIDUAL, MARKS);
    assertThat(Svgs.texts(figure, "text"))
        .contains("rent: residuals over fitted values", "fitted value", "standardized residual")
        .contains("rows", "actual = fitted", "trend")
        .contains("101", "7", "55");
    assertThat(Svgs.texts(figure, "desc").get(0))
        .contains("rows: 12 points. actual = fitted: a line. trend: a line.")
        .endsWith("With their numbers: 101, 7, 55.");
    assertThat(Svgs.texts(figure, "circle")).hasSize(X.length + 1); // one in the legend
  }

  @Test
  void whereThereAreFewPointsNoTrendIsDrawn() throws Exception {
    Column few = new Column("x", new double[] {1, 2, 3});
    assertThat(Svgs.texts(new FitFigures("y", 3).residuals(few, few, List.of()), "text"))
        .doesNotContain("trend");
  }

  @Test
  void theLineThroughTheQuartilesStaysInThePicture() throws Exception {
    Figure figure = RENT.normalQuantiles(X, RESIDUAL, 2, -1, List.of());
    assertThat(heights(figure, "through the quartiles")).allMatch(y -> y >= 70 && y <= 577);
    assertThat(Svgs.texts(RENT.normalQuantiles(X, RESIDUAL, Double.NaN, 0, List.of()), "text"))
        .doesNotContain("through the quartiles");
  }

  /** The heights of a series' line. */
  private static List<Double> heights(Figure figure, String series) throws Exception {
    Element group =
        Svgs.elements(figure, "g").stream()
            .filter(element -> element.getTextContent().strip().equals(series))
            .findFirst()
            .orElseThrow();
    String path = ((Element) group.getElementsByTagName("path").item(0)).getAttribute("d");
    return Arrays.stream(path.substring(1).split("L"))
        .map(point -> Double.parseDouble(point.split(" ")[1]))
        .toList();
  }

  @Test
  void rootsAreOfTheSizeOfResiduals() throws Exception {
    Figure figure = RENT.scaleLocation(FITTED, RESIDUAL, MARKS);
    assertThat(Svgs.texts(figure, "text"))
        .contains("root of |standardized residual|", "0.0", "1.5", "7")
        .doesNotContain("-0.5", "2.0");
  }

  /** {@code r² h / ((1 − h) k)} of the last row is 0.405, of a residual of 2 there it were 2. */
  @Test
  void cooksDistanceIsDrawnWhereItIsInThePicture() throws Exception {
    Figure figure = RENT.leverage(leverages(), RESIDUAL, 3, List.of());
    assertThat(Svgs.texts(figure, "text"))
        .contains("Cook's distance 0.5", "Cook's distance 1", "leverage");
    assertThat(Svgs.texts(figure, "text").stream().filter("Cook's distance 1"::equals)).hasSize(1);
    // two branches of each
    assertThat(Svgs.elements(figure, "path")).filteredOn(FitFiguresTest::isCurve).hasSize(4);
    double[] low = Arrays.stream(X).map(x -> x / 1000).toArray();
    assertThat(Svgs.texts(RENT.leverage(low, RESIDUAL, 3, List.of()), "text"))
        .contains("Cook's distance is below 0.5 in all of the picture.")
        .doesNotContain("Cook's distance 0.5");
  }

  private static boolean isCurve(Element path) {
    return path.getAttribute("d").split("L").length > 50;
  }

  @Test
  void aPointOnTheContourHasThatDistance() throws Exception {
    double h = 0.4;
    double residual = Math.sqrt(1 * 3 * (1 - h) / h); // Cook's distance 1 of 3 coefficients
    double[] leverages = {h, 0.6, 0.1};
    Column residuals = new Column("r", new double[] {residual, -4, 4});
    Figure figure = new FitFigures("y", 3).leverage(leverages, residuals, 3, List.of());
    Element point = Svgs.elements(figure, "circle").get(1);
    double x = Double.parseDouble(point.getAttribute("cx"));
    double y = Double.parseDouble(point.getAttribute("cy"));
    Element group =
        Svgs.elements(figure, "g").stream()
            .filter(element -> element.getTextContent().strip().equals("Cook's distance 1"))
            .findFirst()
            .orElseThrow();
    String path = ((Element) group.getElementsByTagName("path").item(0)).getAttribute("d");
    assertThat(Arrays.stream(path.substring(1).split("L")).map(one -> one.split(" ")))
        .anyMatch(
            one -> Math.hypot(Double.parseDouble(one[0]) - x, Double.parseDouble(one[1]) - y) < 6);
  }

  @Test
  void estimatesHaveALineEach() throws Exception {
    Figure figure = RENT.coefficients("change of rent", ESTIMATES, 0.9);
    assertThat(Svgs.texts(figure, "text"))
        .contains("rent: coefficients", "area", "rooms", "age", "change of rent", "0", "4")
        .contains("90% interval", "one that holds 0");
    assertThat(Svgs.texts(figure, "desc"))
        .containsExactly(
            "From left to right: change of rent. area: 3, 1.5 to 4.5. rooms: -0.4, -1.2 to 0.4."
                + " age: -2, -2.5 to -1.5.");
    assertThat(figure.text(Screen.of(40, 12)))
        .isEqualTo(
            """
            rent: coefficients
            ─●─ 90% interval   ─○─ one that holds 0
            area              ┊     ├─────●──────┤
            rooms        ├──○──┤
            age    ├─●─┤      ┊
                  ───┬────────┬───────┬────────┬───
                    -2        0       2        4
                           change of rent
            """);
  }

  @Test
  void ofManyEstimatesTheLargestAreShown() throws Exception {
    List<Estimate> many =
        IntStream.range(0, 300)
            .mapToObj(i -> new Estimate("c" + i, i % 7 == 0 ? i : 0.1, -1, 400))
            .toList();
    Figure figure = RENT.coefficients("change", many, 0.95);
    assertThat(Svgs.texts(figure, "text"))
        .contains("The 40 largest of 300.", "c294", "c21")
        .doesNotContain("c20");
    List<String> lines = figure.text(Screen.of(80, 24)).lines().toList();
    assertThat(lines).hasSizeLessThanOrEqualTo(24).anyMatch(line -> line.matches("and \\d+ more"));
  }

  @Test
  void estimatesWithoutIntervalsAreDotsAndNoneIsAPictureToo() throws Exception {
    Estimate bare = new Estimate("a", 2, Double.NaN, Double.NaN);
    Figure figure = RENT.coefficients("change", List.of(bare), 0.95);
    assertThat(Svgs.texts(figure, "text")).contains("a").doesNotContain("95% interval");
    assertThat(figure.svg()).doesNotContain("NaN");
    Figure none = RENT.coefficients("change", List.of(), 0.95);
    assertThat(Svgs.texts(none, "text")).contains("There is nothing to show.");
    assertThat(none.text(Screen.of(30, 10))).contains("nothing to show");
  }

  @Test
  void numbersOfRowsDoNotLieOverEachOther() throws Exception {
    List<Mark> crowd = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      crowd.add(new Mark(12, 2.6 - i * 0.01, 100_000 + i)); // at the right edge
    }
    Figure figure = RENT.residuals(FITTED, RESIDUAL, crowd);
    List<double[]> boxes = new ArrayList<>();
    for (Element text : Svgs.elements(figure, "text")) {
      if (text.getTextContent().startsWith("10000")) {
        double width = Widths.pixels(text.getTextContent(), Shape.Font.SMALL);
        double x = Double.parseDouble(text.getAttribute("x"));
        String anchor = text.getAttribute("text-anchor");
        double left =
            anchor.equals("end") ? x - width : anchor.equals("middle") ? x - width / 2 : x;
        double y = Double.parseDouble(text.getAttribute("y"));
        assertThat(left + width).isLessThan(960);
        for (double[] box : boxes) {
          boolean apart =
              left >= box[0] + width || box[0] >= left + width || Math.abs(y - box[1]) >= 14;
          assertThat(apart).as(text.getTextContent()).isTrue();
        }
        boxes.add(new double[] {left, y});
      }
    }
    assertThat(boxes).hasSize(6);
    assertThat(figure.text(Screen.of(80, 24))).contains("100000");
  }

  @Test
  void aNumberHidesNoPoint() throws Exception {
    double[] near = {1, 1.02, 2};
    Column x = new Column("x", near);
    Column y = new Column("y", new double[] {1, 1, 2});
    Figure figure = new FitFigures("y", 3).residuals(x, y, List.of(new Mark(1, 1, 4)));
    Element number =
        Svgs.elements(figure, "text").stream()
            .filter(text -> text.getTextContent().equals("4"))
            .findFirst()
            .orElseThrow();
    assertThat(number.getAttribute("text-anchor")).isEqualTo("end"); // to the left
  }

  @Test
  void someOfManyRowsAreSaidToBe() throws Exception {
    Figure figure = new FitFigures("rent", 1_000_000).residuals(FITTED, RESIDUAL, MARKS);
    assertThat(Svgs.texts(figure, "text"))
        .contains("Of 1000000 rows 12 are drawn, with those that stand out.");
  }

  @Test
  void namesSteerNothing() throws Exception {
    FitFigures figures = new FitFigures(HOSTILE, 12);
    Column x = new Column(HOSTILE, X);
    Column y = new Column(HOSTILE, R);
    steersNothing(figures.residuals(x, y, MARKS));
    steersNothing(figures.normalQuantiles(X, y, 1, 0, MARKS));
    steersNothing(figures.scaleLocation(x, y, MARKS));
    steersNothing(figures.leverage(leverages(), y, 2, MARKS));
    steersNothing(figures.coefficients(HOSTILE, List.of(new Estimate(HOSTILE, 1, 0, 2)), 0.95));
  }

  @Test
  void whatIsNotFiniteIsLeftOut() throws Exception {
    double[] some = R.clone();
    some[3] = Double.NaN;
    Column residuals = new Column("r", some);
    List<Mark> marks = List.of(new Mark(4, Double.NaN, 4));
    for (Figure figure :
        List.of(
            RENT.scaleLocation(FITTED, residuals, marks),
            RENT.leverage(leverages(), residuals, 2, marks))) {
      assertThat(figure.svg()).doesNotContain("NaN");
      assertThat(Svgs.texts(figure, "text"))
          .contains("1 value that is no finite number is left out.");
    }
    double[] nothing = new double[12];
    Arrays.fill(nothing, Double.NaN);
    Figure none = RENT.leverage(leverages(), new Column("r", nothing), 2, List.of());
    assertThat(none.svg()).doesNotContain("NaN", "Infinity");
  }

  @Test
  void aMillionPointsTakeNoMoreRoom() {
    double[] many = new Random(1).doubles(1_000_000).toArray();
    Figure figure =
        new FitFigures("y", many.length).leverage(many, new Column("r", many), 2, List.of());
    assertThat(figure.svg()).hasSizeLessThan(400_000);
  }

  @Test
  void columnsOfOtherLengthsAreRefused() {
    assertThatThrownBy(() -> RENT.residuals(FITTED, new Column("r", new double[3]), List.of()))
        .isInstanceOf(DataException.class)
        .hasMessage("residuals: columns must have the same rows (got 3 in r; expected 12)");
  }
}

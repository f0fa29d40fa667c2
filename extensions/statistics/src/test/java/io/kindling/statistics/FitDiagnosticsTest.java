package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kindling.csv.CsvFile;
import io.kindling.error.DataException;
import io.kindling.statistics.FitDiagnostics.Measure;
import io.kindling.table.FeatureColumns;
import io.kindling.table.FeatureRules;
import io.kindling.table.Table;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows beside what R's {@code hatvalues}, {@code rstandard}, {@code cooks.distance} say of them.
 */
final class FitDiagnosticsTest {
  private static final double NEAR = 1e-9;

  @TempDir Path folder;

  private static FitDiagnostics golden(String name) {
    return switch (name) {
      case "small" ->
          of(design(Golden.table("small.csv"), "y", "x", "site").withWeights("w"), "small.csv");
      case "longley" ->
          of(
              design(
                  Golden.table("longley.csv"),
                  "Employed",
                  "GNP.deflator",
                  "GNP",
                  "Unemployed",
                  "Armed.Forces",
                  "Population",
                  "Year"),
              "longley.csv");
      case "weighted" -> of(Golden.design("x1", "x2", "x3").withWeights("w"), "data.csv");
      case "without intercept" -> of(Golden.design("x1", "x2"), "data.csv", false);
      case "powers and products" ->
          of(
              Golden.design("x1", "x2", "x3", "site")
                  .withReferences()
                  .withPowers("x3", 3)
                  .withInteraction("x1", "x2")
                  .withInteraction("x1", "site"),
              "data.csv");
      case "plain" -> of(Golden.design("x1", "x2", "x3"), "data.csv");
      case "counts with weights" ->
          generalized(
              Family.POISSON,
              design(Golden.DATA, "count", "x1", "x2").withWeights("w"),
              Golden.DATA);
      default -> generalized(name.split(" "));
    };
  }

  private static FitDiagnostics generalized(String[] familyAndSet) {
    Family family = Family.valueOf(familyAndSet[0]);
    Table table = Golden.table("glm/%02d.csv".formatted(Integer.parseInt(familyAndSet[1])));
    String target = family == Family.POISSON ? "count" : "yes";
    return generalized(family, design(table, target, "x1", "x2", "site"), table);
  }

  private static FitDiagnostics generalized(Family family, Design design, Table table) {
    String offset = family == Family.POISSON ? "logtime" : null;
    GeneralizedFit fit = new GeneralizedLinear(family, true, offset, 0.95).fit(design, table);
    return FitDiagnostics.of(fit, design, table, offset);
  }

  private static Design design(Table table, String target, String... columns) {
    FeatureColumns found =
        FeatureRules.standard().find(table, List.of(columns), /* asked= */ true).columns();
    return Design.of(found, target).withReferences();
  }

  private static FitDiagnostics of(Design design, String file) {
    return of(design, file, true);
  }

  private static FitDiagnostics of(Design design, String file, boolean intercept) {
    return of(design, Golden.table(file), intercept);
  }

  private static FitDiagnostics of(Design design, Table table, boolean intercept) {
    return FitDiagnostics.of(fit(design, table, intercept), design, table);
  }

  private static LinearFit fit(Design design, Table table, boolean intercept) {
    return LeastSquares.of(design.target())
        .withFeatures(design.names())
        .withIntercept(intercept)
        .fit(design.moments(table));
  }

  @ParameterizedTest
  @CsvSource({
    "plain",
    "weighted",
    "without intercept",
    "powers and products",
    "small",
    "longley",
    "BINOMIAL 7",
    "POISSON 7",
    "BINOMIAL 13",
    "POISSON 13",
    "counts with weights"
  })
  void allNumbersAreThoseOfR(String name) throws IOException {
    FitDiagnostics diagnostics = golden(name);
    List<List<String>> lines = Golden.lines("diagnostics.csv", name);
    assertThat(lines).isNotEmpty();
    assertThat(diagnostics.rows()).hasSameSizeAs(lines);
    List<Double> quantiles = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      double[] expected = lines.get(i).stream().mapToDouble(Double::parseDouble).toArray();
      RowDiagnostics row = diagnostics.rows().get(i);
      assertThat(row.row()).isEqualTo((long) expected[0]);
      assertNear("linear predictor", row, row.linearPredictor(), expected[1]);
      assertNear("fitted", row, row.fitted(), expected[2]);
      assertNear("residual", row, row.residual(), expected[3]);
      assertNear("leverage", row, row.leverage(), expected[4]);
      assertNear("standardized", row, row.standardized(), expected[5]);
      assertNear("of Pearson", row, row.standardizedPearson(), expected[6]);
      assertNear("Cook's distance", row, row.cooksDistance(), expected[7]);
      assertNear("root", row, row.scaleLocation(), expected[9]);
      if (!Double.isNaN(expected[8])) {
        quantiles.add(expected[8]);
      }
    }
    assertThat(
            diagnostics.quantiles().points(1000).stream()
                .mapToDouble(NormalQuantiles.Point::theoretical)
                .toArray())
        .containsExactly(
            quantiles.stream().sorted().mapToDouble(quantile -> quantile).toArray(), within(NEAR));
  }

  private static void assertNear(String what, RowDiagnostics row, double got, double expected) {
    assertThat(Double.isNaN(got)).as("%s of %s", what, row).isEqualTo(Double.isNaN(expected));
    if (!Double.isNaN(got)) {
      assertThat(got)
          .as("%s of %s", what, row)
          .isCloseTo(expected, within(NEAR * Math.max(1, Math.abs(expected))));
    }
  }

  /**
   * A condition number of 1.8e15 costs eight digits. R needs orthogonal polynomials for them:
   * {@code hatvalues(lm(y ~ poly(scale(x), 10)))}.
   */
  @Test
  void ofAnIllConditionedFitEightDigitsStay() throws IOException {
    StringBuilder text = new StringBuilder("y,x\n");
    for (BigDecimal[] row : ReferenceData.of("Filip").rows()) {
      text.append(row[0].toPlainString()).append(',').append(row[1].toPlainString()).append('\n');
    }
    Table table = csv(text.toString());
    Design design = Design.of(FeatureColumns.numbers(List.of("x")), "y").withPowers("x", 10);
    FitDiagnostics diagnostics = of(design, table, true);
    List<RowDiagnostics> rows = diagnostics.rows();
    assertThat(rows.get(0).leverage()).isCloseTo(0.0651730288214894, within(1e-8));
    assertThat(rows.get(1).leverage()).isCloseTo(0.1095319865134009, within(1e-8));
    assertThat(rows.get(0).standardized()).isCloseTo(0.0133744097230853, within(1e-7));
    assertThat(rows.get(1).standardized()).isCloseTo(0.4363512319918881, within(1e-7));
    assertThat(rows.stream().mapToDouble(RowDiagnostics::leverage).sum())
        .isCloseTo(11, within(1e-7));
  }

  @ParameterizedTest
  @CsvSource({"plain", "weighted", "without intercept", "powers and products"})
  void theLineThroughTheQuartilesIsThatOfR(String name) throws IOException {
    List<String> line = Golden.lines("quartiles.csv", name).get(0);
    NormalQuantiles quantiles = golden(name).quantiles();
    assertThat(quantiles.slope()).isCloseTo(Double.parseDouble(line.get(0)), within(NEAR));
    assertThat(quantiles.intercept()).isCloseTo(Double.parseDouble(line.get(1)), within(NEAR));
  }

  /** R says 0.999… of 1, and of 0 / 0 what rounding makes of it. */
  @Test
  void aRowThatAloneDecidesACoefficientHasNoStandardizedResidual() {
    FitDiagnostics diagnostics = golden("small");
    assertThat(diagnostics.decisive()).isEqualTo(1);
    RowDiagnostics row = diagnostics.largest(Measure.LEVERAGE, 1).get(0);
    assertThat(row.row()).isEqualTo(5);
    assertThat(row.leverage()).isEqualTo(1);
    assertThat(row.standardized()).isNaN();
    assertThat(row.cooksDistance()).isNaN();
    assertThat(diagnostics.quantiles().size()).isEqualTo(7); // nor is the row of weight 0 there
  }

  @Test
  void theLargestStandFirst() {
    FitDiagnostics diagnostics = golden("plain");
    for (Measure measure : Measure.values()) {
      double[] sizes =
          diagnostics.rows().stream().mapToDouble(measure::size).map(x -> -x).sorted().toArray();
      assertThat(diagnostics.largest(measure, 3))
          .extracting(row -> -measure.size(row))
          .containsExactly(sizes[0], sizes[1], sizes[2]);
    }
  }

  private Table csv(String text) throws IOException {
    return CsvFile.of(Files.writeString(folder.resolve("table.csv"), text));
  }

  @Test
  void aPerfectFitLeavesNothing() throws IOException {
    Table table = csv("x,y\n0,0.3\n0.1,0.31\n0.2,0.32\n0.7,0.37\n");
    FitDiagnostics diagnostics = of(design(table, "y", "x"), table, true);
    assertThat(diagnostics.rows()).allMatch(row -> row.residual() == 0);
    assertThat(diagnostics.rows()).allMatch(row -> Double.isNaN(row.cooksDistance()));
    assertThat(diagnostics.quantiles().size()).isZero();
    assertThat(diagnostics.quantiles().slope()).isNaN();
    assertThat(diagnostics.quantiles().points(10)).isEmpty();
  }

  @Test
  void rowsThatAreLeftOutKeepTheirNumbers() throws IOException {
    Table table = csv("x,y\n0,1\n1,\n2,2\n5,9\n,3\n7,4\n");
    Design design = Design.of(FeatureColumns.numbers(List.of("x")), "y").withDrops(true);
    assertThat(of(design, table, true).rows())
        .extracting(RowDiagnostics::row)
        .containsExactly(1L, 3L, 4L, 6L);
  }

  /** Nor does what is kept of them depend on anything but their order. */
  @Test
  void ofManyRowsSomeAreKeptAndAllThatStandOut() throws IOException {
    int rows = 100_000;
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("x,y\n");
    for (int row = 1; row <= rows; row++) {
      double x = row == 77_777 ? 40 : random.nextGaussian();
      double y = row == 99_999 ? -30 : x + random.nextGaussian();
      text.append((float) x).append(',').append((float) y).append('\n');
    }
    Table table = csv(text.toString());
    FitDiagnostics diagnostics = of(design(table, "y", "x"), table, true);
    assertThat(diagnostics.count()).isEqualTo(rows);
    assertThat(diagnostics.rows()).hasSizeBetween(900, FitDiagnostics.MOST_ROWS);
    assertThat(diagnostics.rows()).extracting(RowDiagnostics::row).isSorted();
    assertThat(diagnostics.rows()).extracting(RowDiagnostics::row).contains(1L, 77_777L, 99_999L);
    assertThat(diagnostics.largest(Measure.LEVERAGE, 1).get(0).row()).isEqualTo(77_777);
    assertThat(diagnostics.largest(Measure.RESIDUAL, 1).get(0).row()).isEqualTo(99_999);
    assertThat(diagnostics.quantiles().size()).isEqualTo(rows);
    List<NormalQuantiles.Point> points = diagnostics.quantiles().points(400);
    assertThat(points).hasSizeBetween(300, 400);
    assertThat(points.get(0)).isEqualTo(diagnostics.quantiles().point(0));
    assertThat(points.get(0).residual())
        .isEqualTo(diagnostics.largest(Measure.STANDARDIZED, 1).get(0).standardized());
    assertThat(points.get(1)).isEqualTo(diagnostics.quantiles().point(1));
    assertThat(points.get(points.size() - 1)).isEqualTo(diagnostics.quantiles().point(rows - 1));
    assertThat(points).extracting(NormalQuantiles.Point::theoretical).isSorted();
  }

  @Test
  void eachRowCanBeTakenByItself() {
    Design design = Golden.design("x1", "x2", "x3");
    LinearFit fit = fit(design, Golden.DATA, true);
    List<RowDiagnostics> all = new ArrayList<>();
    FitDiagnostics.forEach(fit, design, Golden.DATA, all::add);
    assertThat(all).isEqualTo(golden("plain").rows());
    double leverages = all.stream().mapToDouble(RowDiagnostics::leverage).sum();
    assertThat(leverages).isCloseTo(4, within(1e-12)); // as many as there are coefficients
  }

  @Test
  void columnsSpreadAsTheirStandardDeviationSays() throws IOException {
    Table table = csv("x,w,y\n1,1,1\n5,3,2\n7,0,9\n4,1,4\n");
    double[] deviations = of(design(table, "y", "x").withWeights("w"), table, true).deviations();
    assertThat(deviations[0]).isZero();
    assertThat(deviations[1]).isCloseTo(Math.sqrt(2.4), within(1e-15)); // of 1, 5, 5, 5, 4
  }

  @Test
  void whatHasNoStandardErrorIsRefused() throws IOException {
    Table table = csv("x,y\n0,1\n1,3\n2,9\n");
    Design design = design(table, "y", "x");
    LinearFit ridge = LeastSquares.of("y").withRidge(BigDecimal.ONE).fit(design.moments(table));
    assertThatThrownBy(() -> FitDiagnostics.of(ridge, design, table))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("(got a penalty;");
    Table two = csv("x,y\n0,1\n1,3\n");
    LinearFit exact = fit(design, two, true);
    assertThatThrownBy(() -> FitDiagnostics.of(exact, design, two))
        .hasMessageContaining("(got as many coefficients as rows;");
    LinearFit three = fit(design, csv("x,y\n0,1\n1,3\n2,9\n"), true);
    Table four = csv("x,y\n0,1\n1,3\n2,9\n4,4\n");
    assertThatThrownBy(() -> FitDiagnostics.of(three, design, four))
        .hasMessageContaining("the table must be the one that was fitted (got 4 rows; expected 3)");
  }
}

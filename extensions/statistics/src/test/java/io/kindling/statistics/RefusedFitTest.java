package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kindling.csv.CsvFile;
import io.kindling.error.DataException;
import io.kindling.table.FeatureColumns;
import io.kindling.table.FeatureRules;
import io.kindling.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has no fit, or none that may be told, and is refused in a line. */
final class RefusedFitTest {
  @TempDir Path folder;

  private int tables;

  private Table csv(String text) throws IOException {
    return CsvFile.of(Files.writeString(folder.resolve("table" + tables++ + ".csv"), text));
  }

  private static Design design(Table table, String target, String... columns) {
    FeatureColumns found =
        FeatureRules.standard().find(table, List.of(columns), /* asked= */ true).columns();
    return Design.of(found, target).withReferences();
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(DataException.class).hasMessage(message);
  }

  private static Moments moments(String... columns) {
    Moments moments = Moments.of(List.of(columns), false);
    for (int i = 0; i < 5; i++) {
      double[] row = new double[columns.length];
      for (int j = 0; j < row.length; j++) {
        row[j] = (i + 1) * (i + j) % 7;
      }
      moments.add(row);
    }
    return moments;
  }

  /** It would be taken for the constant. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aColumnThatIsCalledAsTheConstantIs(boolean intercept) {
    String message =
        "%s: no column may be called as the constant is (got '(intercept)'; expected another name;"
            + " give the column another name)";
    Moments feature = moments("(intercept)", "x", "y");
    refused(
        () -> LeastSquares.of("y").withIntercept(intercept).fit(feature), message.formatted("fit"));
    refused(() -> ElasticNet.of("y").fit(feature), message.formatted("path"));
    Moments target = moments("x", "(intercept)");
    refused(
        () -> LeastSquares.of("(intercept)").withIntercept(intercept).fit(target),
        message.formatted("fit"));
    refused(() -> ElasticNet.of("(intercept)").fit(target), message.formatted("path"));
    refused(
        () -> Design.of(FeatureColumns.numbers(List.of("x", "(intercept)")), "y"),
        message.formatted("fit"));
    refused(
        () -> Design.of(FeatureColumns.numbers(List.of("x")), "(intercept)"),
        message.formatted("fit"));
    // where it explains nothing, it is a column like any other
    assertThat(LeastSquares.of("y").withFeatures(List.of("x")).fit(feature).coefficients())
        .map(LinearFit.Coefficient::name)
        .containsExactly("(intercept)", "x");
  }

  @Test
  void aColumnThatExplainsItselfOrIsThereTwice() {
    Moments moments = moments("x", "y");
    for (String place : List.of("fit", "path")) {
      boolean path = place.equals("path");
      refused(
          () -> fit(path, moments, List.of("x", "y")),
          place
              + ": a column must not explain itself (got 'y' as the target and beside it; expected"
              + " other columns)");
      refused(
          () -> fit(path, moments, List.of("x", "x")),
          place + ": no two columns may have one name (got 'x' twice; expected it once)");
    }
  }

  private static void fit(boolean path, Moments moments, List<String> features) {
    if (path) {
      assertThat(ElasticNet.of("y").withFeatures(features).fit(moments)).isNotNull();
    } else {
      assertThat(LeastSquares.of("y").withFeatures(features).fit(moments)).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"BINOMIAL,0", "BINOMIAL,1", "POISSON,0"})
  void targetsThatAreAllAtAnEnd(Family family, int all) throws IOException {
    Table table = csv("x,w,y\n1,1,%1$d\n2,1,%1$d\n3,0,3\n5,2,%1$d\n4,1,%1$d\n".formatted(all));
    for (Design design :
        List.of(
            design(table, "y", "x").withWeights("w"),
            Design.of(FeatureColumns.numbers(List.of("x")), "y").withWeights("w"),
            new Design(FeatureColumns.numbers(List.of("x")), "y", "w", false, List.of()))) {
      refused(
          () -> assertThat(GeneralizedLinear.of(family).fit(design, table)).isNotNull(),
          "fit: the target must have other numbers than %1$d (got 'y', whose numbers are all %1$d;"
                  .formatted(all)
              + " expected a target for which there is a finite intercept)");
    }
  }

  /** Of counts of −x and x with a mean e^βx each, the likelihood is largest for β = 0. */
  @Test
  void withoutAnInterceptTargetsMayAllBe0() throws IOException {
    Table table = csv("x,one,y\n1,1,0\n-1,1,0\n2,1,0\n-2,1,0\n");
    GeneralizedLinear model = new GeneralizedLinear(Family.POISSON, false, null, 0.95);
    GeneralizedFit fit = model.fit(design(table, "y", "x"), table);
    assertThat(fit.coefficients().get(0).estimate()).isEqualTo(0, within(1e-12));
    assertThat(fit.deviance()).isEqualTo(8, within(1e-12));
    assertThatThrownBy(() -> model.fit(design(table, "y", "one"), table))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("(got one;");
  }

  /** A mean of 0 in float64 has a logarithm all the same, which the likelihood is made of. */
  @Test
  void meansThatAreNearly0() throws IOException {
    Table table = csv("x,o,y\n1000,-1000,1\n1000,-1000,2\n1000,-1000,3\n");
    GeneralizedLinear model = new GeneralizedLinear(Family.POISSON, false, "o", 0.95);
    GeneralizedFit fit = model.fit(design(table, "y", "x"), table);
    double ln2 = Math.log(2);
    double ln3 = Math.log(3);
    assertThat(fit.coefficients().get(0).estimate()).isEqualTo(1 + ln2 / 1000, within(1e-14));
    assertThat(fit.logLikelihood()).isEqualTo(6 * ln2 - 6 - ln2 - Math.log(6), within(1e-9));
    assertThat(fit.nullDeviance()).isEqualTo(2 * (2 * ln2 + 3 * ln3 + 6 * 1000 - 6), within(1e-9));
    // subnormal means are divided by
    Table nearer = csv("x,o,y\n740,-740,1\n740,-740,2\n740,-740,3\n");
    assertThat(model.fit(design(nearer, "y", "x"), nearer).coefficients().get(0).estimate())
        .isEqualTo(1 + ln2 / 740, within(1e-14));
    // a count of 0 where nothing is to be expected says nothing
    Table more = csv("x,o,y\n1,0,1\n2,0,3\n4,0,2\n3,-1000,0\n");
    Table fewer = csv("x,o,y\n1,0,1\n2,0,3\n4,0,2\n");
    GeneralizedLinear usual = new GeneralizedLinear(Family.POISSON, true, "o", 0.95);
    GeneralizedFit all = usual.fit(design(more, "y", "x"), more);
    GeneralizedFit some = usual.fit(design(fewer, "y", "x"), fewer);
    assertThat(all.logLikelihood()).isEqualTo(some.logLikelihood(), within(1e-12));
    assertThat(all.coefficients().get(1).estimate())
        .isEqualTo(some.coefficients().get(1).estimate(), within(1e-12));
  }

  @Test
  void stepsThatDoNotComeToAnEnd() throws IOException {
    Table table = csv("x,o,y\n1,1e300,0\n2,-1e300,1\n3,1e300,0\n4,1e300,1\n");
    assertThatThrownBy(
            () ->
                new GeneralizedLinear(Family.BINOMIAL, true, "o", 0.95)
                    .fit(design(table, "y", "x"), table))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("fit: Newton's steps must come to an end (got ")
        .hasMessageEndingWith("; look at the offset 'o', which is added to what the model says)");
    assertThatThrownBy(
            () ->
                new GeneralizedLinear(Family.POISSON, true, "o", 0.95)
                    .fit(design(table, "y", "x"), table))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("; look at the offset 'o', which is added to what the model says)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 2, -0.5, Double.NaN})
  void levelsOfNoInterval(double level) {
    refused(
        () -> assertThat(new GeneralizedLinear(Family.POISSON, true, null, level)).isNotNull(),
        "GeneralizedLinear: a level must lie between 0 and 1 (got "
            + level
            + "; expected 0.95 for instance)");
  }

  /** 1 − h is 0 for the only row of b, and its residual 0, but for rounding. */
  @ParameterizedTest
  @ValueSource(strings = {"HC2", "HC3"})
  void errorsThatDivideBy0(String kind) throws IOException {
    Table table = csv("g,x,y\na,0.1,1.3\na,0.7,2.1\na,0.2,4.9\na,3.3,1.7\nb,0.9,9.1\na,0.7,2\n");
    Design design = design(table, "y", "g", "x");
    LeastSquares regression = LeastSquares.of("y").withFeatures(design.names());
    LinearFit fit = regression.fit(design.moments(table));
    refused(
        () ->
            assertThat(
                    new RobustErrors(RobustErrors.Kind.valueOf(kind), null).of(fit, design, table))
                .isNotNull(),
        "fit: "
            + kind
            + " divides by 1 − h, and no row's leverage h may be 1 (got row 5, which alone decides"
            + " a coefficient; expected rows of which each coefficient has several; take HC1, or"
            + " leave the row out)");
    assertThat(FitDiagnostics.of(fit, design, table).decisive()).isEqualTo(1);
  }

  /** The rows of 0 have the residuals −4/3, −1/3 and 5/3, the other one none. */
  @Test
  void otherErrorsOfALevelWithOneRow() throws IOException {
    Table table = csv("g,y\n0,1\n0,2\n0,4\n1,9\n");
    Design design = Design.of(FeatureColumns.numbers(List.of("g")), "y");
    LinearFit fit = LeastSquares.fit(design.moments(table), "y");
    LinearFit first = new RobustErrors(RobustErrors.Kind.HC1, null).of(fit, design, table);
    assertThat(first.coefficient("g").standardError())
        .isEqualTo(Math.sqrt(84.0 / 81), within(1e-12));
  }

  /** The sums of a plain design have all levels, of which this one has left one out. */
  @Test
  void aFitOfAnotherDesign() throws IOException {
    Table table = csv("g,y\na,1\na,2\nb,4\nb,9\n");
    Design design = design(table, "y", "g");
    LinearFit fit = LeastSquares.fit(design.moments(table), "y");
    refused(
        () -> assertThat(FitDiagnostics.of(fit, design, table)).isNotNull(),
        "fit: the design must be the one that was fitted (got g=b; expected g=a)");
  }

  @Test
  void nothingIsLeftToJudge() throws IOException {
    Table table = csv("x,y\n0,1\n0,2\n0,4\n");
    Design design = design(table, "y", "x");
    LinearFit fit = LeastSquares.of("y").withIntercept(false).fit(design.moments(table));
    assertThat(fit.coefficients()).isEmpty();
    refused(
        () ->
            assertThat(new RobustErrors(RobustErrors.Kind.HC3, null).of(fit, design, table))
                .isNotNull(),
        "fit: there must be coefficients to judge (got none that says anything; expected a column"
            + " that is not 0 in every row, or an intercept)");
  }
}

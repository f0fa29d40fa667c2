package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fits beside R's {@code lm} and statsmodels' robust errors. */
final class GoldenFitTest {
  /** Theirs are of float64, which loses some digits on the way. */
  private static final double RELATIVE = 1e-9;

  private static final double LEVEL = 0.9;

  @ParameterizedTest
  @CsvSource({
    "plain",
    "weighted",
    "without intercept",
    "simple",
    "categories",
    "powers and products"
  })
  void allNumbersAreThoseOfR(String name) throws IOException {
    LinearFit fit = fit(design(name), !name.equals("without intercept"));
    List<List<String>> lines = Golden.lines("linear.csv", name);
    assertThat(lines).isNotEmpty();
    for (List<String> line : lines) {
      double expected = Double.parseDouble(line.get(2));
      assertThat(number(fit, line.get(0), line.get(1)))
          .as("%s", line)
          .isCloseTo(expected, within(RELATIVE * Math.abs(expected)));
    }
  }

  private static Design design(String name) {
    return switch (name) {
      case "weighted" -> Golden.design("x1", "x2", "x3").withWeights("w");
      case "without intercept" -> Golden.design("x1", "x2");
      case "simple" -> Golden.design("x1");
      case "categories" -> Golden.design("x1", "site").withReferences();
      case "powers and products" ->
          Golden.design("x1", "x2", "x3", "site")
              .withReferences()
              .withPowers("x3", 3)
              .withInteraction("x1", "x2")
              .withInteraction("x1", "site");
      default -> Golden.design("x1", "x2", "x3");
    };
  }

  private static LinearFit fit(Design design, boolean intercept) {
    return LeastSquares.of("y")
        .withFeatures(design.names())
        .withIntercept(intercept)
        .withLevel(LEVEL)
        .fit(design.moments(Golden.DATA));
  }

  private static double number(LinearFit fit, String quantity, String name) {
    return switch (quantity) {
      case "residual standard error" -> fit.residualStandardError();
      case "r2" -> fit.r2();
      case "adjusted r2" -> fit.adjustedR2();
      case "f" -> fit.f();
      case "f p" -> fit.fP();
      case "degrees of freedom" -> fit.degreesOfFreedom();
      case "log-likelihood" -> fit.logLikelihood();
      case "aic" -> fit.aic();
      case "bic" -> fit.bic();
      case "condition number" -> fit.conditionNumber();
      default -> number(fit.coefficient(name), quantity);
    };
  }

  private static double number(LinearFit.Coefficient one, String quantity) {
    return switch (quantity) {
      case "estimate" -> one.estimate();
      case "standard error" -> one.standardError();
      case "t" -> one.t();
      case "p" -> one.p();
      case "low" -> one.low();
      case "high" -> one.high();
      default -> throw new IllegalArgumentException(quantity);
    };
  }

  @ParameterizedTest
  @CsvSource({"plain", "weighted"})
  void robustErrorsAreThoseOfStatsmodels(String name) throws IOException {
    Design design = design(name);
    LinearFit fit = fit(design, true);
    for (List<String> line : Golden.lines("robust.csv", name)) {
      RobustErrors.Kind kind = RobustErrors.Kind.valueOf(line.get(0));
      String cluster = kind == RobustErrors.Kind.CLUSTER ? "clinic" : null;
      LinearFit judged = new RobustErrors(kind, cluster).of(fit, design, Golden.DATA);
      double expected = Double.parseDouble(line.get(2));
      double got =
          switch (line.get(1)) {
            case "f" -> judged.f();
            case "p of x1" -> judged.coefficient("x1").p();
            default -> judged.coefficient(line.get(1)).standardError();
          };
      assertThat(got).as("%s", line).isCloseTo(expected, within(RELATIVE * expected));
    }
  }
}

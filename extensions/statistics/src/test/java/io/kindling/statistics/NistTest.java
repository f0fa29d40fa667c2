package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All linear data sets of NIST's with collinear or badly scaled columns, to the digits given. */
final class NistTest {
  @ParameterizedTest
  @CsvSource({
    "Norris, true, 14",
    "Pontius, true, 14",
    "NoInt1, false, 14",
    "NoInt2, false, 14",
    "Longley, true, 14",
    "Wampler1, true, 14",
    "Wampler2, true, 14",
    "Wampler3, true, 14",
    "Wampler4, true, 14",
    "Wampler5, true, 14",
    "Filip, true, 14"
  })
  void certifiedDigitsComeOut(String name, boolean intercept, double digits) {
    ReferenceData data = ReferenceData.of(name);
    int columns = data.estimates().size() - (intercept ? 1 : 0);
    LinearFit fit = LeastSquares.of("y").withIntercept(intercept).fit(data.moments(columns));
    assertThat(fit.dropped()).isEmpty();
    for (int i = 0; i < fit.coefficients().size(); i++) {
      LinearFit.Coefficient one = fit.coefficients().get(i);
      assertThat(right(one.estimate(), data.estimates().get(i)))
          .as("%s %s", one.name(), one.estimate())
          .isGreaterThanOrEqualTo(digits);
      assertThat(right(one.standardError(), data.deviations().get(i)))
          .as("%s ± %s", one.name(), one.standardError())
          .isGreaterThanOrEqualTo(digits);
    }
    assertThat(right(fit.residualStandardError(), data.residualDeviation()))
        .isGreaterThanOrEqualTo(digits);
    assertThat(right(fit.r2(), data.r2())).isGreaterThanOrEqualTo(digits);
  }

  /**
   * NIST's log relative error: how many decimal digits are right, at most the 15 that are given.
   */
  private static double right(double number, BigDecimal certified) {
    BigDecimal off = new BigDecimal(number).subtract(certified).abs();
    if (off.signum() == 0) {
      return 15;
    }
    BigDecimal relative =
        certified.signum() == 0 ? off : off.divide(certified.abs(), MathContext.DECIMAL64);
    return Math.min(15, -Math.log10(relative.doubleValue()));
  }
}

package io.kindling.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The normal distribution function against values of mpmath, computed with 40 digits. */
final class NormalDistributionTest {
  private static final double RELATIVE = 1e-12;

  @ParameterizedTest
  @CsvSource({
    "-30, 4.906713927148187e-198",
    "-20, 2.7536241186062337e-89",
    "-12.5, 3.732564298877713e-36",
    "-8, 6.220960574271784e-16",
    "-6, 9.86587645037698e-10",
    "-5, 2.866515718791939e-07",
    "-4, 3.1671241833119924e-05",
    "-3.5, 0.00023262907903552504",
    "-3, 0.0013498980316300946",
    "-2, 0.02275013194817921",
    "-1.5, 0.06680720126885807",
    "-1, 0.15865525393145705",
    "-0.5, 0.3085375387259869",
    "-0.1, 0.460172162722971",
    "-0.001, 0.49960105778608893",
    "-1e-10, 0.49999999996010575",
    "0, 0.5",
    "1e-10, 0.5000000000398942",
    "0.001, 0.500398942213911",
    "0.1, 0.539827837277029",
    "0.5, 0.6914624612740131",
    "1, 0.8413447460685429",
    "2, 0.9772498680518208",
    "3.5, 0.9997673709209645",
    "5, 0.9999997133484281",
    "8, 0.9999999999999993",
    "10, 1"
  })
  void isAccurateInBothTails(double x, double expected) {
    assertThat(cumulative(x)).isCloseTo(expected, within(RELATIVE * expected));
  }

  @Test
  void endsAreExact() {
    assertThat(cumulative(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(cumulative(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(cumulative(Double.NaN)).isNaN();
  }

  @Test
  void theDensityIsItsDerivative() {
    double h = 1e-4;
    for (double x = -6; x <= 6; x += 0.25) {
      double difference = cumulative(x + h) - cumulative(x - h);
      assertThat(density(x)).isCloseTo(difference / (2 * h), within(1e-7));
    }
  }

  private static double cumulative(double x) {
    double[] value = {x};
    NormalDistribution.cumulative(value, new double[1], 1);
    return value[0];
  }

  private static double density(double x) {
    double[] density = new double[1];
    NormalDistribution.cumulative(new double[] {x}, density, 1);
    return density[0];
  }
}

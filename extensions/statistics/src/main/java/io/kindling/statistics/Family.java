package io.kindling.statistics;

import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * What a target's numbers are distributed as, with its canonical link. Exponentials and logarithms
 * are those of {@link StrictMath}: the same bits on every machine.
 */
public enum Family {
  /** 0 or 1; {@code ln(μ / (1 − μ)) = η}. */
  BINOMIAL("0 or 1") {
    @Override
    boolean takes(double y) {
      return y == 0 || y == 1;
    }

    @Override
    boolean isEnd(double y) {
      return true;
    }

    @Override
    double start(double y) {
      return (y + 0.5) / 2;
    }

    @Override
    double link(double mu) {
      return StrictMath.log(mu / (1 - mu));
    }

    @Override
    double mean(double eta) {
      return 1 / (1 + StrictMath.exp(-eta));
    }

    @Override
    double variance(double eta) {
      double e = StrictMath.exp(-Math.abs(eta));
      return e / ((1 + e) * (1 + e));
    }

    @Override
    double deviance(double y, double eta) {
      double away = y == 1 ? -eta : eta; // ln(1 + e^away), without overflow
      return 2 * (Math.max(away, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(away))));
    }

    @Override
    double logLikelihood(double y, double eta) {
      return -deviance(y, eta) / 2;
    }
  },
  /** Counts; {@code ln(μ) = η}. */
  POISSON("a count: 0, 1, 2 …") {
    @Override
    boolean takes(double y) {
      return y >= 0 && y == Math.rint(y) && y <= Integer.MAX_VALUE;
    }

    @Override
    boolean isEnd(double y) {
      return y == 0;
    }

    @Override
    double start(double y) {
      return y + 0.1;
    }

    @Override
    double link(double mu) {
      return StrictMath.log(mu);
    }

    @Override
    double mean(double eta) {
      return StrictMath.exp(eta);
    }

    @Override
    double variance(double eta) {
      return mean(eta);
    }

    @Override
    double deviance(double y, double eta) {
      double mu = mean(eta);
      return 2 * (y == 0 ? mu : y * (StrictMath.log(y) - eta) - (y - mu));
    }

    @Override
    double logLikelihood(double y, double eta) {
      double mu = mean(eta);
      if (y == 0) {
        return -mu;
      }
      return mu >= Double.MIN_NORMAL
          ? PoissonDistribution.of(mu).logProbability((int) y)
          // η says more of so small a mean than the mean does
          : PoissonDistribution.of(y).logProbability((int) y) - deviance(y, eta) / 2;
    }
  };

  private final String numbers;

  Family(String numbers) {
    this.numbers = numbers;
  }

  /** What its numbers are, as errors say it. */
  String numbers() {
    return numbers;
  }

  /** Whether a number is one of them. */
  abstract boolean takes(double y);

  /** Whether it is at an end of those that means may have, which no finite η reaches. */
  abstract boolean isEnd(double y);

  /** A mean to begin with. */
  abstract double start(double y);

  /** η of a mean. */
  abstract double link(double mu);

  /** The mean of η. */
  abstract double mean(double eta);

  /** The variance of η's mean, which is its derivative too. */
  abstract double variance(double eta);

  /** Twice what the logarithm of the likelihood is below that of a mean of y. */
  abstract double deviance(double y, double eta);

  /** The logarithm of the likelihood. */
  abstract double logLikelihood(double y, double eta);
}

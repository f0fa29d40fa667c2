package io.kindling.statistics.equations;

import java.math.BigInteger;
import java.util.List;

/**
 * A column that is a combination of others.
 *
 * @param column the column
 * @param terms what it is the sum of; empty where every number in it is 0
 * @param known whether the terms' factors are known; else they have too many digits to be said
 */
public record Combination(int column, List<Term> terms, boolean known) {
  /**
   * A part of it.
   *
   * @param column another column
   * @param numerator of its factor
   * @param denominator of its factor, above 0
   */
  public record Term(int column, BigInteger numerator, BigInteger denominator) {}
}

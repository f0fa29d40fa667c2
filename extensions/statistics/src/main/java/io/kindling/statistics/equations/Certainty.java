package io.kindling.statistics.equations;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Decides what digits cannot: whether something is exactly zero, or exactly some number. It is, if
 * it is modulo as many primes as a number has room for that is not zero and not above what
 * Hadamard's bound allows. Where those would be more than 32, 32 are asked: a number that is not
 * zero and is a multiple of all of them does not come by chance, of which there is less than {@code
 * 2⁻¹⁵⁰⁰}.
 */
final class Certainty {
  private static final int MOST_PRIMES = 32;
  private static final int BITS_A_PRIME = 61;

  private final WholeSums sums;
  private final int columns;
  private final int primes;
  private final List<ModularElimination> eliminations = new ArrayList<>();

  /**
   * Decides about whole sums.
   *
   * @param columns how many of the columns are to explain the others, from the first
   */
  Certainty(WholeSums sums, int columns) {
    this.sums = sums;
    this.columns = columns;
    long bits = 0;
    for (int i = 0; i < sums.size(); i++) {
      bits += sums.whole(i, i).bitLength() + sums.twos(i) + 3L * sums.fives(i);
    }
    long needed = 2 * bits / BITS_A_PRIME + 2; // of squares, for roots
    this.primes = (int) Math.min(needed, MOST_PRIMES);
  }

  private ModularElimination elimination(int prime) {
    while (eliminations.size() <= prime) {
      int made = eliminations.size();
      Residues residues =
          made == 0 ? Residues.first() : eliminations.get(made - 1).residues().next();
      eliminations.add(new ModularElimination(sums, columns, residues));
    }
    return eliminations.get(prime);
  }

  /**
   * The columns, among those that are to explain, that are no combinations of those before them.
   */
  BitSet independent() {
    BitSet most = new BitSet();
    for (int i = 0; i < primes && most.cardinality() < columns; i++) {
      // a prime may hide that a pivot is not zero, but never makes one of zero
      BitSet found = elimination(i).independent();
      most = isMore(found, most) ? found : most;
    }
    return most;
  }

  private static boolean isMore(BitSet found, BitSet most) {
    BitSet other = (BitSet) found.clone();
    other.xor(most);
    return !other.isEmpty() && found.get(other.nextSetBit(0));
  }

  /** Whether columns explain a target without a rest. */
  boolean isExplained(int target) {
    return holds(elimination -> elimination.rest(target));
  }

  /** Whether a coefficient is just that number. All columns must be independent. */
  boolean isCoefficient(int column, int target, BigDecimal number) {
    return holds(
        elimination -> {
          Residues residues = elimination.residues();
          long coefficient = elimination.coefficients(target)[column];
          return residues.minus(
              residues.times(coefficient, elimination.unit(target)),
              residues.times(of(residues, number), elimination.unit(column)));
        });
  }

  /** Whether a standard error is just that number. All columns must be independent. */
  boolean isStandardError(int column, int target, long degrees, BigDecimal number) {
    return holds(
        elimination -> {
          Residues residues = elimination.residues();
          long left = residues.times(elimination.rest(target), elimination.inverse(column));
          long own = residues.times(of(residues, number), elimination.unit(column));
          long square = residues.times(residues.times(own, own), residues.of(degrees));
          long unit = elimination.unit(target);
          return residues.minus(residues.times(left, residues.times(unit, unit)), square);
        });
  }

  private boolean holds(ToLongFunction<ModularElimination> difference) {
    for (int i = 0; i < primes; i++) {
      if (difference.applyAsLong(elimination(i)) != 0) {
        return false;
      }
    }
    return true;
  }

  private static long of(Residues residues, BigDecimal number) {
    BigInteger digits = number.unscaledValue();
    return residues.times(
        residues.of(digits), residues.power(residues.of(10), -(long) number.scale()));
  }
}

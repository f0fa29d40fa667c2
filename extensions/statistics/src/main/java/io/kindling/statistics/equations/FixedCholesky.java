package io.kindling.statistics.equations;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cholesky's {@code A = L Lᵀ} and {@code M = L⁻¹} in fixed-point numbers of some bits behind the
 * point, each inner product summed exactly and rounded once. Columns are scaled by powers of two to
 * a length between ½ and 1, so that no element of L is above 1.
 *
 * <p>The bounds, with n columns and P bits: {@code ‖A − L Lᵀ‖ ≤ 4 n 2⁻ᴾ} and {@code ‖L M − I‖ ≤ n
 * 2⁻ᴾ}, since what an element leaves is at most its rounding times one of L. With {@code T =
 * trace(Mᵀ M)}, {@code ‖A⁻¹‖ ≤ 2 T} where {@code 4 n T 2⁻ᴾ} is small, and since {@code eᵀA⁻²e ≤
 * ‖A⁻¹‖ eᵀA⁻¹e}, the diagonal of {@code Mᵀ M} is that of A⁻¹ but for a share of {@code 16 n T 2⁻ᴾ}.
 * A solution x with the residual r, which is computed exactly, is right to {@code ‖A⁻¹‖ ‖r‖}, and
 * the sum of squares that it leaves to {@code ‖A⁻¹‖ ‖r‖²}, on one side.
 */
final class FixedCholesky {
  /** What is left of the bits, at least, for digits to be right. */
  private static final int SPARE = 20;

  /** Of so few columns, inner products are shorter than the way to their digits. */
  private static final int FEW = 48;

  private final WholeSums sums;
  private final int columns;
  private final int bits;
  private final int[] scales;
  private final BigInteger[][] inverse; // M, of which the upper part is not there
  private int trace; // the power of two that T is below

  private FixedCholesky(WholeSums sums, int columns, int bits) {
    this.sums = sums;
    this.columns = columns;
    this.bits = bits;
    this.scales = new int[sums.size()];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = (sums.whole(i, i).bitLength() + 1) / 2;
    }
    this.inverse = new BigInteger[columns][];
  }

  /**
   * Factors.
   *
   * @param columns how many of the columns it is about, from the first; they must be independent
   * @param bits how many behind the point
   * @return null where those bits do not suffice
   */
  static @Nullable FixedCholesky of(WholeSums sums, int columns, int bits) {
    return of(sums, columns, bits, columns >= FEW);
  }

  /** The same, with inner products by digits or without, which makes no difference but of time. */
  static @Nullable FixedCholesky of(WholeSums sums, int columns, int bits, boolean byDigits) {
    FixedCholesky made = new FixedCholesky(sums, columns, bits);
    DigitRow[] digits = new DigitRow[byDigits ? columns : 0];
    Arrays.setAll(digits, i -> new DigitRow(i + 1));
    BigInteger[][] lower = made.factor(digits);
    if (lower == null) {
      return null;
    }
    made.invert(lower, digits);
    return made.share() < -SPARE ? made : null;
  }

  private BigInteger @Nullable [][] factor(DigitRow[] digits) {
    BigInteger[][] lower = new BigInteger[columns][];
    for (int i = 0; i < columns; i++) {
      lower[i] = new BigInteger[i + 1];
    }
    for (int j = 0; j < columns; j++) {
      int at = j;
      BigInteger square = rest(lower, digits, j, j);
      BigInteger pivot = square.max(BigInteger.ZERO).sqrt();
      lower[j][j] = pivot;
      if (pivot.signum() == 0) {
        checkDefinite(lower, j);
        return null;
      }
      Triangles.range(j + 1, columns)
          .forEach(
              i -> {
                lower[i][at] = over(rest(lower, digits, i, at), pivot);
                if (digits.length > 0) {
                  digits[i].put(at, lower[i][at]);
                }
              });
    }
    return lower;
  }

  /**
   * Finds out whether it is for want of bits that the columns before leave nothing of one. It is
   * not, and no rows have such sums, if some {@code xᵀAx} is below 0, which is seen in whole
   * numbers; or if the columns to that one are no longer independent where no others are beside
   * them.
   */
  private void checkDefinite(BigInteger[][] lower, int j) {
    BigInteger[] x = new BigInteger[j + 1];
    x[j] = BigInteger.ONE.shiftLeft(bits);
    for (int k = j - 1; k >= 0; k--) {
      BigInteger sum = BigInteger.ZERO;
      for (int i = k + 1; i <= j; i++) {
        sum = sum.subtract(lower[i][k].multiply(x[i]));
      }
      x[k] = over(sum, lower[k][k]);
    }
    int most = Arrays.stream(scales).limit(j + 1L).max().orElse(0);
    for (int i = 0; i <= j; i++) {
      x[i] = x[i].shiftLeft(most - scales[i]);
    }
    BigInteger product = BigInteger.ZERO;
    for (int i = 0; i <= j; i++) {
      BigInteger row = BigInteger.ZERO;
      for (int k = 0; k <= j; k++) {
        row = row.add(sums.whole(i, k).multiply(x[k]));
      }
      product = product.add(row.multiply(x[i]));
    }
    if (product.signum() < 0 || new Certainty(sums, j + 1).independent().cardinality() <= j) {
      throw ExactSolution.impossible();
    }
  }

  /** What the columns before leave of an element of A, of twice the bits. */
  private BigInteger rest(BigInteger[][] lower, DigitRow[] digits, int i, int j) {
    BigInteger rest = shifted(sums.whole(i, j), bits - scales[i] - scales[j]).shiftLeft(bits);
    if (digits.length > 0) {
      return rest.subtract(digits[i].times(digits[j], 0, j));
    }
    for (int k = 0; k < j; k++) {
      rest = rest.subtract(lower[i][k].multiply(lower[j][k]));
    }
    return rest;
  }

  private void invert(BigInteger[][] lower, DigitRow[] digits) {
    for (int i = 0; i < columns; i++) {
      inverse[i] = new BigInteger[i + 1];
    }
    Triangles.range(0, columns)
        .forEach(
            j -> {
              inverse[j][j] = over(BigInteger.ONE.shiftLeft(2 * bits), lower[j][j]);
              DigitRow column = new DigitRow(columns);
              for (int i = j + 1; i < columns; i++) {
                BigInteger sum = BigInteger.ZERO;
                if (digits.length > 0) {
                  column.put(i - 1, inverse[i - 1][j]);
                  sum = digits[i].times(column, j, i).negate();
                }
                for (int k = j; k < i && digits.length == 0; k++) {
                  sum = sum.subtract(lower[i][k].multiply(inverse[k][j]));
                }
                inverse[i][j] = over(sum, lower[i][i]);
              }
            });
    BigInteger all = BigInteger.ZERO;
    for (int j = 0; j < columns; j++) {
      all = all.add(square(j));
    }
    trace = all.bitLength() - 2 * bits;
  }

  /** The square of a column of M, of twice the bits. */
  private BigInteger square(int column) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = column; i < columns; i++) {
      sum = sum.add(inverse[i][column].multiply(inverse[i][column]));
    }
    return sum;
  }

  /** The power of two that says to which share of it the diagonal of the inverse is right. */
  private int share() {
    return 4 + log(columns) + trace - bits;
  }

  int bits() {
    return bits;
  }

  private static int log(int count) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(count);
  }

  /** An element of the diagonal of the inverse of the columns' sums of products. */
  Enclosure inverse(int column) {
    BigInteger square = square(column);
    return Enclosure.around(
        square,
        square.bitLength() + share(),
        2 * (sums.twos(column) - scales[column] - bits),
        2 * sums.fives(column));
  }

  /** {@code L⁻¹} for columns as they are, row by row: {@code M z} has unit covariance. */
  double[][] inverse() {
    double[][] rows = new double[columns][];
    Triangles.range(0, columns)
        .forEach(
            i -> {
              rows[i] = new double[i + 1];
              for (int j = 0; j <= i; j++) {
                int twos = sums.twos(j) - scales[j] - bits;
                rows[i][j] = Enclosure.of(inverse[i][j], twos, sums.fives(j)).nearest().low();
              }
            });
    return rows;
  }

  /**
   * Solves for a target, which is one of the other columns.
   *
   * @param first how many of the columns are to explain it, from the first
   * @return the coefficients and what they leave
   */
  Solved solve(int target, int first) {
    BigInteger[] right = new BigInteger[first];
    for (int i = 0; i < first; i++) {
      right[i] = shifted(sums.whole(i, target), 3 * bits - scales[i] - scales[target]);
    }
    Residual residual = new Residual(target, first);
    BigInteger[] solution = solved(right);
    BigInteger[] step = solved(residual.of(solution));
    for (int i = 0; i < first; i++) {
      solution[i] = solution[i].add(step[i]);
    }
    return residual.bound(solution);
  }

  /** {@code Mᵀ M} times a right side of three times the bits, of twice the bits. */
  private BigInteger[] solved(BigInteger[] right) {
    int first = right.length;
    BigInteger[] half = new BigInteger[first];
    for (int i = 0; i < first; i++) {
      half[i] = BigInteger.ZERO;
      for (int j = 0; j <= i; j++) {
        half[i] = half[i].add(inverse[i][j].multiply(right[j]));
      }
      half[i] = shifted(half[i], -bits);
    }
    BigInteger[] solution = new BigInteger[first];
    for (int j = 0; j < first; j++) {
      solution[j] = BigInteger.ZERO;
      for (int i = j; i < first; i++) {
        solution[j] = solution[j].add(inverse[i][j].multiply(half[i]));
      }
      solution[j] = shifted(solution[j], -2 * bits);
    }
    return solution;
  }

  /** What coefficients leave of the right side, exactly. */
  private final class Residual {
    private final int target;
    private final int first;
    private final int most;

    Residual(int target, int first) {
      this.target = target;
      this.first = first;
      int highest = scales[target];
      for (int i = 0; i < first; i++) {
        highest = Math.max(highest, scales[i]);
      }
      this.most = highest;
    }

    /** An element, of {@code 2 bits + most + scale} bits. */
    private BigInteger of(BigInteger[] solution, int i) {
      BigInteger left = sums.whole(i, target).shiftLeft(2 * bits + most - scales[target]);
      for (int j = 0; j < first; j++) {
        BigInteger product = sums.whole(i, j).multiply(solution[j]);
        left = left.subtract(product.shiftLeft(most - scales[j]));
      }
      return left;
    }

    /** All of it, of three times the bits. */
    BigInteger[] of(BigInteger[] solution) {
      BigInteger[] left = new BigInteger[first];
      for (int i = 0; i < first; i++) {
        left[i] = shifted(of(solution, i), bits - most - scales[i]);
      }
      return left;
    }

    /** A solution with its bounds. */
    Solved bound(BigInteger[] solution) {
      int all = 4 * bits + 2 * most;
      BigInteger rest = sums.whole(target, target).shiftLeft(all - 2 * scales[target]);
      BigInteger squares = BigInteger.ZERO; // of the residual, of six times the bits
      for (int i = 0; i < first; i++) {
        BigInteger left = of(solution, i);
        BigInteger taken =
            sums.whole(i, target).shiftLeft(2 * bits + most - scales[target]).add(left);
        rest = rest.subtract(taken.multiply(solution[i]).shiftLeft(most - scales[i]));
        BigInteger rounded = shifted(left, bits - most - scales[i]).abs().add(BigInteger.ONE);
        squares = squares.add(rounded.multiply(rounded));
      }
      int length = (squares.bitLength() + 1) / 2 - 3 * bits; // ‖r‖ is below this power of two
      return new Solved(
          FixedCholesky.this,
          target,
          List.of(solution),
          trace + 1 + length,
          rest,
          all,
          trace + 1 + 2 * length);
    }
  }

  /**
   * Coefficients and what they leave.
   *
   * @param target the column that was solved for
   * @param solution the coefficients of scaled columns, of twice the bits
   * @param error the power of two that no error of theirs is above
   * @param rest the sum of squares that is left, or more
   * @param restBits how many bits that has behind the point
   * @param restError the power of two that it is not more by
   */
  record Solved(
      FixedCholesky factor,
      int target,
      List<BigInteger> solution,
      int error,
      BigInteger rest,
      int restBits,
      int restError) {
    Enclosure coefficient(int column) {
      WholeSums sums = factor.sums;
      int twos = factor.scales[target] - factor.scales[column];
      return Enclosure.around(
          solution.get(column),
          error + 2 * factor.bits,
          twos - sums.twos(target) + sums.twos(column) - 2 * factor.bits,
          sums.fives(column) - sums.fives(target));
    }

    Enclosure sumOfSquares() {
      int more = Math.max(0, restError + restBits);
      return new Enclosure(
          rest.subtract(BigInteger.ONE.shiftLeft(more)),
          rest,
          2 * (factor.scales[target] - factor.sums.twos(target)) - restBits,
          -2 * factor.sums.fives(target));
    }
  }

  private static BigInteger shifted(BigInteger number, int by) {
    if (by >= 0) {
      return number.shiftLeft(by);
    }
    return number.shiftRight(-by - 1).add(BigInteger.ONE).shiftRight(1);
  }

  /** A quotient, rounded to a whole number. */
  private static BigInteger over(BigInteger number, BigInteger by) {
    return number.shiftLeft(1).add(by).divide(by.shiftLeft(1));
  }
}

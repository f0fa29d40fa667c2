package io.kindling.statistics.equations;

import io.kindling.error.DataException;
import io.kindling.exact.Rounding;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The solution of normal equations. All doubles that it tells of coefficients and standard errors
 * are those nearest to the exact ones.
 *
 * <p>Columns that are combinations of those before them have no part in it, see {@link
 * #combinations}.
 */
public final class ExactSolution {
  private static final int FIRST_BITS = 128;

  /** No factors of a combination are looked for that need more. */
  private static final int MOST_BITS = 1024;

  private static final int MANY = 64;
  private static final int FEW_BITS = 256;

  private static final MathContext DIGITS = new MathContext(30);

  private final WholeSums sums; // of the columns that have a part, the target, the other columns
  private final int[] kept;
  private final int target;
  private final Certainty certainty;
  private final List<Combination> combinations = new ArrayList<>();
  private FixedCholesky factor;
  private FixedCholesky.Solved solved;

  private ExactSolution(WholeSums all) {
    int columns = all.size() - 1;
    Certainty rank = new Certainty(all, columns);
    BitSet independent = rank.independent();
    boolean whole = independent.cardinality() == columns;
    BitSet others = new BitSet();
    others.set(0, columns);
    others.andNot(independent);
    int[] order =
        IntStream.concat(
                IntStream.concat(independent.stream(), IntStream.of(columns)), others.stream())
            .toArray();
    this.kept = independent.stream().toArray();
    this.target = kept.length;
    this.sums = whole ? all : all.of(order);
    this.certainty = whole ? rank : new Certainty(sums, target);
    this.factor = factor(sums, target, FIRST_BITS);
    this.solved = solved();
    for (int i = target + 1; i < order.length; i++) {
      combinations.add(combination(i, order[i]));
    }
  }

  /**
   * Solves.
   *
   * @param sums of the columns that are to explain, and of the target behind them
   */
  public static ExactSolution of(WholeSums sums) {
    return new ExactSolution(sums);
  }

  private static FixedCholesky factor(WholeSums sums, int columns, int bits) {
    FixedCholesky factor = FixedCholesky.of(sums, columns, bits);
    return factor == null ? factor(sums, columns, 2 * bits) : factor;
  }

  private FixedCholesky.Solved solved() {
    FixedCholesky.Solved made = factor.solve(target, target);
    if (made.rest().signum() < 0) { // and that is no less than what is left
      throw impossible();
    }
    return made;
  }

  /** Said of sums of squares that would be below 0. */
  static DataException impossible() {
    return new DataException(
        "fit",
        "the sums must be such as rows have",
        "squares whose sum is below 0",
        "sums of rows, of which none was taken away that had not been added",
        "add the rows up anew");
  }

  /** The columns that have a part in it, in their order. */
  public int[] kept() {
    return kept.clone();
  }

  /** The columns that have none, and why. */
  public List<Combination> combinations() {
    return combinations;
  }

  /**
   * Tells a coefficient.
   *
   * @param part the place of its column among those that have a part
   */
  public double coefficient(int part) {
    return settled(
        () -> solved.coefficient(part).nearest(),
        tie -> certainty.isCoefficient(part, target, tie));
  }

  /** Whether a coefficient is 0, and not only nearer to it than to any other double. */
  public boolean isZero(int part) {
    return certainty.isCoefficient(part, target, BigDecimal.ZERO);
  }

  /** A coefficient to 30 digits. */
  public BigDecimal precise(int part) {
    return solved.coefficient(part).middle(DIGITS);
  }

  /**
   * Tells a standard error.
   *
   * @param part the place of its column among those that have a part
   * @param degrees of freedom, above 0
   */
  public double standardError(int part, long degrees) {
    return settled(
        () -> solved.sumOfSquares().times(factor.inverse(part)).root(degrees),
        tie ->
            tie.signum() == 0
                ? certainty.isExplained(target)
                : certainty.isStandardError(part, target, degrees, tie));
  }

  /** The residual standard error. */
  public double residualStandardError(long degrees) {
    Enclosure one = Enclosure.of(BigInteger.ONE, 0, 0);
    return settled(
        () -> solved.sumOfSquares().times(one).root(degrees),
        tie -> tie.signum() == 0 && certainty.isExplained(target));
  }

  /** The sum of the squares that are left, to 40 digits; 0 where it is. */
  public BigDecimal sumOfSquares() {
    Enclosure left = solved.sumOfSquares();
    if (left.isAboveZero() || !certainty.isExplained(target)) {
      while (!solved.sumOfSquares().isNarrow()) {
        refine();
      }
      return solved.sumOfSquares().middle(DIGITS);
    }
    return BigDecimal.ZERO;
  }

  /** A lower triangle M for the columns that have a part: {@code Mᵀ M} is their inverse. */
  public double[][] inverseFactor() {
    return factor.inverse();
  }

  /** The largest singular value of the columns that have a part, over the smallest. */
  public double conditionNumber() {
    int unit = IntStream.range(0, target).map(sums::exponent).max().orElse(0);
    double[][] products = new double[target][target];
    Triangles.range(0, target)
        .forEach(
            i -> {
              for (int j = 0; j <= i; j++) {
                products[i][j] = sums.nearest(i, j, -2 * unit);
                products[j][i] = products[i][j];
              }
            });
    double[][] inverse = factor.inverse();
    int inverseUnit = Triangles.scale(inverse);
    double[][] upper = Triangles.transposed(inverse);
    double largest = Spectrum.largest(vector -> Triangles.combined(products, vector), target);
    double smallest =
        Spectrum.largest(
            vector -> Triangles.combined(inverse, Triangles.combined(upper, vector)), target);
    return Math.scalb(Math.sqrt(largest) * Math.sqrt(smallest), unit + inverseUnit);
  }

  /**
   * The nearest double, after as many bits as it takes, or by the one number that needs no more.
   */
  private double settled(Supplier<Enclosure.Choice> trial, Predicate<BigDecimal> is) {
    BigDecimal refuted = null;
    while (true) {
      Enclosure.Choice choice = trial.get();
      if (choice.isMade()) {
        return choice.low();
      }
      BigDecimal tie = choice.tie();
      if (tie != null && (refuted == null || tie.compareTo(refuted) != 0)) {
        if (is.test(tie)) {
          return nearest(tie);
        }
        refuted = tie;
      }
      refine();
    }
  }

  private static double nearest(BigDecimal number) {
    BigInteger below = BigInteger.TEN.pow(Math.max(number.scale(), 0));
    BigInteger above = BigInteger.TEN.pow(Math.max(-number.scale(), 0));
    return Rounding.quotient(number.unscaledValue().multiply(above), below, 0);
  }

  private void refine() {
    factor = factor(sums, target, 2 * factor.bits());
    solved = solved();
  }

  /** A combination as a column has it, if its factors are no larger than some bits tell. */
  private Combination combination(int place, int column) {
    int before = (int) IntStream.of(kept).filter(other -> other < column).count();
    int most = kept.length > MANY ? FEW_BITS : MOST_BITS;
    while (factor.bits() <= most) {
      List<Combination.Term> terms = terms(place, before);
      if (terms != null) {
        return new Combination(column, terms, true);
      }
      refine();
    }
    List<Combination.Term> some = new ArrayList<>();
    for (int i = 0; i < before; i++) {
      some.add(new Combination.Term(kept[i], BigInteger.ONE, BigInteger.ONE));
    }
    return new Combination(column, some, false);
  }

  /**
   * The simplest combination that the digits allow, if it is one; that is seen in whole numbers.
   */
  private @Nullable List<Combination.Term> terms(int place, int before) {
    FixedCholesky.Solved own = factor.solve(place, before);
    BigInteger[] factors = new BigInteger[before];
    BigInteger common = BigInteger.ONE;
    List<Combination.Term> terms = new ArrayList<>();
    for (int i = 0; i < before; i++) {
      Simplest simplest = own.coefficient(i).simplest();
      BigInteger denominator = simplest.denominator();
      terms.add(new Combination.Term(kept[i], simplest.numerator(), denominator));
      common = common.divide(common.gcd(denominator)).multiply(denominator);
    }
    for (int i = 0; i < before; i++) {
      Combination.Term term = terms.get(i);
      factors[i] = term.numerator().multiply(common.divide(term.denominator()));
    }
    terms.removeIf(term -> term.numerator().signum() == 0);
    return sums.isCombination(place, common, factors) ? terms : null;
  }
}

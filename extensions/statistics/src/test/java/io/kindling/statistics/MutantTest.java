package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests find what could be wrong with sums and errors: each mutant is killed by an assertion of
 * the test that stands beside it in {@link #mutants}, which passes as the code stands.
 */
final class MutantTest {
  private static final String OWN = "extensions/statistics/src/main/java/io/kindling/statistics/";
  private static final String LIMBS = "api/src/main/java/io/kindling/exact/ExactSum.java";

  private static final String ORACLE = "MomentsTest#theyAreThoseOfBigDecimal";
  private static final String HASH = "MomentsTest#ordersSplitsMergesAndRemovalsGiveOneHash";
  private static final String TRACE = "MomentsTest#decimalsThatAreTakenAwayLeaveNoTrace";
  private static final String GROUPS = "GroupsTest#theyAreThoseOfMomentsToTheLastBit(false)";
  private static final String FULL = "GroupsTest#sumsThatFillTheirLimbsGetMore";
  private static final String LM = "GoldenFitTest#allNumbersAreThoseOfR(plain)";
  private static final String HC = "GoldenFitTest#robustErrorsAreThoseOfStatsmodels(plain)";
  private static final String WEIGHTED = HC.replace("plain", "weighted");

  @TempDir Path folder;

  /** What is wrong, where, what stands there, what else would, and by which test it is found. */
  static Stream<Arguments> mutants() {
    return Stream.of(
        Arguments.of(
            "a plain double sum",
            OWN + "ProductSums.java",
            "sums[index].add(total, exponent);",
            """
            double plain = get(i, j).decimal().doubleValue() + Math.scalb((double) total, exponent);
            sums[index] = new ExactSum();
            sums[index].add(plain);
            """,
            ORACLE),
        Arguments.of(
            "a lost carry",
            LIMBS,
            "carry(high, Long.compareUnsigned(sum, low) < 0 ? 1 : 0, first + 1);",
            "carry(high, 0, first + 1);",
            ORACLE),
        Arguments.of(
            "a carry that is lost further up",
            LIMBS,
            "carry = over ? 1 : 0;",
            "carry = 0;",
            ORACLE),
        Arguments.of(
            "a lost carry of a group",
            OWN + "SmallSums.java",
            "long carry = Long.compareUnsigned(first, low) < 0 ? 1 : 0;",
            "long carry = 0;",
            GROUPS),
        Arguments.of(
            "a group's sum that runs into its sign",
            OWN + "SmallSums.java",
            "return (top ^ (top << 1)) < 0;",
            "return false;",
            FULL),
        Arguments.of(
            "a dropped bin",
            OWN + "SliceProducts.java",
            "level <= left.count(i) + right.count(j) - 2;",
            "level < left.count(i) + right.count(j) - 2;",
            ORACLE),
        Arguments.of(
            "a bin of the wrong exponent",
            OWN + "SliceProducts.java",
            "left.exponent(i) + right.exponent(j) - unit",
            "left.exponent(i) + right.exponent(j) - unit + (level == 3 ? 1 : 0)",
            ORACLE),
        Arguments.of(
            "weights squared",
            OWN + "BlockSums.java",
            "List<SliceBlock> right = slices(/* products= */ false);",
            "List<SliceBlock> right = slices(weighted);",
            ORACLE),
        Arguments.of(
            "a merge that adds twice",
            OWN + "Moments.java",
            "sums.add(other.sums, negative);",
            """
            sums.add(other.sums, negative);
            if (!negative) {
              sums.add(other.sums, negative);
            }
            """,
            HASH),
        Arguments.of(
            "a removal that adds",
            OWN + "Moments.java",
            "sums.add(other.sums, negative);",
            "sums.add(other.sums, /* negative= */ false);",
            TRACE),
        Arguments.of(
            "n for n - p",
            OWN + "Inference.java",
            "Math.max(0, rows - kept.length)",
            "Math.max(0, rows)",
            LM),
        Arguments.of(
            "HC1 for HC3",
            OWN + "RobustErrors.java",
            "public RobustErrors {",
            "public RobustErrors { kind = kind == Kind.HC3 ? Kind.HC1 : kind;",
            HC),
        Arguments.of(
            "residuals of weighted rows as of others",
            OWN + "RobustErrors.java",
            "double scaled = weight * fitted.residual(row);",
            "double scaled = fitted.residual(row);",
            WEIGHTED));
  }

  private boolean isKilled(Mutant mutant, String test) throws Exception {
    String[] parts = test.split("[#()]");
    Class<?> type = Class.forName(MutantTest.class.getPackageName() + "." + parts[0]);
    Object[] arguments = new Object[parts.length - 2];
    for (int i = 0; i < arguments.length; i++) {
      String text = parts[2 + i];
      arguments[i] = text.equals("false") ? false : text;
    }
    return mutant.isKilledBy(folder, type, parts[1], arguments);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutants")
  void dies(String name, String file, String right, String wrong, String test) throws Exception {
    assertThat(isKilled(new Mutant(file, right, wrong), test)).as(name).isTrue();
  }

  @Test
  void aChangeThatChangesNothingLives() throws Exception {
    Mutant none = new Mutant(OWN + "ProductSums.java", "int index(", "int index(");
    assertThat(isKilled(none, TRACE)).isFalse();
    assertThat(isKilled(none, GROUPS)).isFalse();
    assertThat(isKilled(none, HC)).isFalse();
  }
}

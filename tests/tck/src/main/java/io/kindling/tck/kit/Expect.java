package io.kindling.tck.kit;

import java.util.Locale;
import org.junit.jupiter.api.Assertions;

/** Compares numbers; a failure shows the first few that differ, and by how much. */
public final class Expect {
  private static final int SHOWN = 5;

  private Expect() {}

  /**
   * Compares one number.
   *
   * @param what what it is, for the failure
   * @param actual the number
   * @param expected what it should be
   * @param tolerance how far it may be off
   */
  public static void close(String what, float actual, float expected, Tolerance tolerance) {
    close(what, new float[] {actual}, new float[] {expected}, tolerance);
  }

  /**
   * Compares numbers.
   *
   * @param what what they are, for the failure
   * @param actual the numbers
   * @param expected what they should be
   * @param tolerance how far each may be off
   */
  public static void close(String what, float[] actual, float[] expected, Tolerance tolerance) {
    Assertions.assertEquals(expected.length, actual.length, what + ": how many");
    Deviations.note(tolerance, actual, expected);
    StringBuilder differences = new StringBuilder();
    int count = 0;
    for (int i = 0; i < expected.length; i++) {
      if (!tolerance.holds(actual[i], i, expected) && count++ < SHOWN) {
        differences.append(difference(i, actual[i], expected[i]));
      }
    }
    if (count > 0) {
      String of = count + " of " + expected.length + " values differ by more than ";
      Assertions.fail(what + ": " + of + tolerance + differences);
    }
  }

  private static String difference(int index, float actual, float expected) {
    double absolute = Math.abs((double) actual - expected);
    return String.format(
        Locale.ROOT,
        "%n  [%d] got %s, expected %s, absolute %.3g, relative %.3g, %.3g ulp",
        index,
        actual,
        expected,
        absolute,
        absolute / Math.abs(expected),
        absolute / Math.ulp(expected));
  }
}

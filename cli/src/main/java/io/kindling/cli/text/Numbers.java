package io.kindling.cli.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** How numbers are read from cells and shown to people. */
public final class Numbers {
  /** As many as tell any two doubles apart. */
  private static final int MOST_DIGITS = 17;

  /** From here on a float64 holds even numbers only. */
  private static final double MOST_WHOLE = 1L << 53;

  /** Steps of what a float32 is wanted for, and of what it holds near 1. */
  private static final double COARSE = 0x1p-16;

  private static final double FINE = 0x1p-23;

  private Numbers() {}

  /** Whether a cell holds text, and not a number that is merely unusable. */
  public static boolean isText(String cell) {
    try {
      Double.parseDouble(cell);
      return false;
    } catch (NumberFormatException e) {
      return !cell.isEmpty();
    }
  }

  /** Four decimals, or four digits where that would be nothing or too long to read. */
  public static String shown(double number) {
    double size = Math.abs(number);
    boolean plain = size == 0 || (size >= 1e-3 && size < 1e7);
    return String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", number);
  }

  /**
   * As {@link #shown(double)}, unless that is further off than it may be: then in as many decimals
   * as it takes.
   *
   * @param off how far off it may be
   */
  public static String shown(double number, double off) {
    String usual = shown(number);
    if (!Double.isFinite(number) || Math.abs(Double.parseDouble(usual) - number) <= off) {
      return usual;
    }
    int decimals = Math.max(0, (int) Math.ceil(-Math.log10(off)));
    return new BigDecimal(number).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** A float32 without decimals where it has none. */
  public static String given(float number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e7;
    return whole ? Long.toString((long) number) : Float.toString(number);
  }

  /** A number as it was read: without decimals where it has none. */
  public static String given(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < MOST_WHOLE;
    return whole ? Long.toString((long) number) : shortest(number);
  }

  /** A share such as 0.95 as 95%, with no digits but its own. */
  public static String percent(double share) {
    BigDecimal percent = new BigDecimal(shortest(share)).movePointRight(2).stripTrailingZeros();
    return percent.toPlainString() + "%";
  }

  /**
   * What a model says of a target, in the digits that it says: those of a float32, unless the
   * target lies so far from 0 that these would be fewer than the model's own.
   *
   * @param number what it says, in the target's units
   * @param spread what 1 is in these units to the model
   */
  public static String said(double number, double spread) {
    float narrow = (float) number;
    if (narrow == number || Math.ulp(narrow) <= spread * COARSE) {
      return Float.toString(narrow);
    }
    int decimals = (int) Math.ceil(-Math.log10(spread * FINE));
    BigDecimal rounded = new BigDecimal(number).setScale(decimals, RoundingMode.HALF_EVEN);
    return rounded.stripTrailingZeros().toPlainString();
  }

  /**
   * The fewest digits that restore a double. Not {@link Double#toString}, whose digits differ
   * between JDK 17 and 19. What is not finite has no digits, and is called as Java calls it.
   */
  public static String shortest(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    BigDecimal exact = new BigDecimal(number);
    BigDecimal shortest = exact;
    for (int digits = 1; digits <= MOST_DIGITS; digits++) {
      shortest = exact.round(new MathContext(digits));
      if (shortest.doubleValue() == number) {
        break;
      }
    }
    shortest = shortest.stripTrailingZeros();
    boolean plain = Math.abs(number) >= 1e-4 && Math.abs(number) < 1e7;
    return plain || number == 0 ? shortest.toPlainString() : shortest.toString();
  }
}

package io.kindling.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** Numbers as the page shows them: alike in every locale and on every JDK. */
final class Figures {
  private static final MathContext SHOWN = new MathContext(6);
  private static final double SMALLEST_PLAIN = 1e-4;
  private static final double LARGEST_PLAIN = 1e9;
  private static final double SECONDS_A_DAY = 86_400;

  private Figures() {}

  /** A number in six digits. */
  static String of(double number) {
    if (!Double.isFinite(number)) {
      return Double.isNaN(number) ? "" : number > 0 ? "∞" : "-∞";
    }
    if (number == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(number).round(SHOWN).stripTrailingZeros();
    double size = Math.abs(number);
    return size >= SMALLEST_PLAIN && size < LARGEST_PLAIN
        ? rounded.toPlainString()
        : scientific(rounded);
  }

  /** As {@code 1.5e-7}; {@link BigDecimal#toString} writes some small numbers without exponent. */
  private static String scientific(BigDecimal number) {
    String digits = number.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - number.scale();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return (number.signum() < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + exponent;
  }

  /** A count, with a comma between thousands. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A count with what is counted. */
  static String count(long count, String one, String many) {
    return count(count) + " " + (count == 1 ? one : many);
  }

  /** Days from 1970-01-01 as a date, with a time where there is one. */
  static String date(double days) {
    if (days == Math.rint(days)) {
      return LocalDate.ofEpochDay((long) days).toString();
    }
    long seconds = Math.round(days * SECONDS_A_DAY);
    return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC).toString();
  }

  /**
   * A share in percent; what is not nothing is never shown as nothing, nor what is not all as all.
   */
  static String percent(long part, long of) {
    if (part == 0 || part == of) {
      return part == 0 ? "0 %" : "100 %";
    }
    double percent = 100.0 * part / of;
    return percent < 0.1
        ? "< 0.1 %"
        : percent > 99.9 ? "> 99.9 %" : String.format(Locale.ROOT, "%.1f %%", percent);
  }
}

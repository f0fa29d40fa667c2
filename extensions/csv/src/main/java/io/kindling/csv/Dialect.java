package io.kindling.csv;

import io.kindling.error.DataException;
import io.kindling.table.MissingValues;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * How the text of a file is to be read.
 *
 * @param separator what stands between cells, {@link #SPACES} for runs of them; null for what the
 *     first line says
 * @param decimal what stands before a number's fraction, a point or a comma
 * @param thousands what stands between groups of three digits; null for nothing
 * @param charset the encoding; null for UTF-8, or UTF-16 where that is evident
 * @param missing what stands for a missing value
 */
record Dialect(
    @Nullable String separator,
    char decimal,
    @Nullable Character thousands,
    @Nullable Charset charset,
    MissingValues missing) {
  /** Any number of spaces. */
  static final String SPACES = " ";

  private static final char[] GROUPING = {',', '.', '\'', ' '};

  static final Dialect USUAL = new Dialect(null, '.', null, null, MissingValues.standard());

  /** Finds out that a number can be read in one way only. */
  void check() {
    if (thousands != null && thousands == decimal) {
      throw new DataException(
          "thousands",
          "digits must be grouped by something else than what stands before the fraction",
          "'" + decimal + "' for both",
          "two that differ",
          decimal == '.' ? "if the comma stands before the fraction: decimal(',')" : null);
    }
  }

  /** The number of a text that is none as it stands; NaN where no groups make it one. */
  double grouped(String text) {
    if (thousands == null) {
      return Double.NaN;
    }
    String cell = text.strip();
    return missing.isMissing(cell) ? Double.NaN : Groups.parse(cell, thousands, decimal);
  }

  /** Whether numbers are written as everywhere else. */
  boolean isPlain() {
    return decimal == '.' && thousands == null;
  }

  /** A number as it is written everywhere else. */
  String plain(String number) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c == decimal) {
        plain.append('.');
      } else if ((c >= '0' && c <= '9') || "+-eE".indexOf(c) >= 0) {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** What to say of a text that would be a number if it were read otherwise; null if it is none. */
  @Nullable String remedy(String cell) {
    char other = decimal == '.' ? ',' : '.';
    boolean fraction = cell.indexOf(other) >= 0 && Decimals.isNumber(cell.replace(other, '.'));
    for (char between : GROUPING) {
      boolean here = !Double.isNaN(Groups.parse(cell, between, decimal));
      if (here || !Double.isNaN(Groups.parse(cell, between, other))) {
        return "if the "
            + name(between)
            + " groups digits: thousands('"
            + between
            + (here ? "')" : "') and decimal('" + other + "')")
            + (fraction ? "; if it stands before the fraction: decimal('" + other + "')" : "");
      }
    }
    return fraction
        ? "if the " + name(other) + " stands before the fraction: decimal('" + other + "')"
        : null;
  }

  private static String name(char c) {
    return switch (c) {
      case ',' -> "comma";
      case '.' -> "point";
      case '\'' -> "apostrophe";
      default -> "space";
    };
  }
}

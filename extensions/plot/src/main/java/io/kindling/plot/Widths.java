package io.kindling.plot;

import java.util.function.ToDoubleFunction;

/** How much room words take. */
final class Widths {
  private static final String NARROW = "ijlftrI.,:;'|!()[] ";
  private static final String WIDE = "mwMW@%";

  private Widths() {}

  /** About as wide as a sans-serif font has them, sooner wider. */
  static double pixels(String text, Shape.Font font) {
    double ems = text.codePoints().mapToDouble(Widths::ems).sum();
    return ems * font.size() * (font.bold() ? 1.1 : 1);
  }

  private static double ems(int c) {
    if (c < 128) {
      return NARROW.indexOf(c) >= 0 ? 0.4 : WIDE.indexOf(c) >= 0 ? 0.95 : 0.63;
    }
    return columns(c) == 0 ? 0 : columns(c) == 2 ? 1.05 : 0.7;
  }

  /** How many columns of a terminal. */
  static int columns(String text) {
    return text.codePoints().map(Widths::columns).sum();
  }

  /** As Unicode's East Asian Width and wcwidth() have it, in its large blocks. */
  private static int columns(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        (c >= 0x1100 && c <= 0x115F)
            || (c >= 0x2E80 && c <= 0xA4CF)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFE30 && c <= 0xFE6F)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0x1F300 && c <= 0x1FAFF)
            || (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
  }

  static String fitted(String text, Shape.Font font, double room) {
    return fitted(text, room, some -> pixels(some, font), "…");
  }

  static String fitted(String text, Screen screen, int room) {
    return fitted(text, room, Widths::columns, screen.braille() ? "…" : "~");
  }

  /** The text, or as much of its beginning as has room. */
  private static String fitted(
      String text, double room, ToDoubleFunction<String> width, String more) {
    int end = text.length();
    String fitting = text;
    while (end > 0 && width.applyAsDouble(fitting) > room) {
      end = text.offsetByCodePoints(end, -1);
      fitting = text.substring(0, end) + more;
    }
    return fitting;
  }
}

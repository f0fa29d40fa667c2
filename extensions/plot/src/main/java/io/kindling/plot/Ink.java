package io.kindling.plot;

/**
 * A colour.
 *
 * @param rgb red, green and blue
 * @param opacity 0 to 1
 */
record Ink(int rgb, double opacity) {
  static final Ink TEXT = new Ink(0x222222, 1);
  static final Ink QUIET = new Ink(0x555555, 1);
  static final Ink GRID = new Ink(0xE4E4E4, 1);
  static final Ink FRAME = new Ink(0x888888, 1);
  static final Ink PAPER = new Ink(0xFFFFFF, 1);

  /** What shares of a whole are shaded with. */
  static final Ink SHADE = new Ink(0x0072B2, 1);

  /** Distinct to the colour-blind as well (Okabe and Ito), the tutorial's green first. */
  private static final int[] COLOURS = {0x009E73, 0x0072B2, 0xD55E00, 0xCC79A7, 0xE69F00, 0x56B4E9};

  /** What of a terminal's 256 colours is nearest, and seen on black as on white. */
  private static final int[] TERMINAL = {36, 33, 166, 175, 214, 74};

  private static final int TERMINAL_GREY = 244;

  /** A series' colour; a negative one is that of what is not data. */
  static Ink of(int colour) {
    return colour < 0 ? QUIET : new Ink(COLOURS[colour % COLOURS.length], 1);
  }

  /** A series' colour on a terminal. */
  static String escape(int colour) {
    int number = colour < 0 ? TERMINAL_GREY : TERMINAL[colour % TERMINAL.length];
    return "\u001b[38;5;" + number + "m";
  }

  static final String PLAIN = "\u001b[0m";

  Ink faint(double opacity) {
    return new Ink(rgb, opacity);
  }

  /** A mixture with white. */
  Ink tint(double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int part = rgb >> shift & 0xFF;
      mixed |= (int) Math.round(255 + share * (part - 255)) << shift;
    }
    return new Ink(mixed, 1);
  }
}

package io.kindling.plot;

import java.util.stream.LongStream;

/** Draws a matrix with characters, a shade before each count. */
final class MatrixText {
  private static final String BLOCKS = " ░▒▓█";
  private static final String ASCII = " .:*#";

  /** The share of a line that a name may take. */
  private static final int NAMES = 6;

  private static final int HEAD = 3;

  private final Matrix matrix;
  private final Screen screen;
  private final Matrix.Part part;
  private final int first;
  private final int width;

  MatrixText(Matrix matrix, Screen screen) {
    this.matrix = matrix;
    this.screen = screen;
    int most = Math.max(2, screen.rows() - HEAD - 2);
    Matrix.Part some = matrix.part(most);
    int fits = (screen.columns() - first(some)) / width(some);
    while (some.labels().size() > Math.max(2, fits) && most > 2) {
      some = matrix.part(--most);
      fits = (screen.columns() - first(some)) / width(some);
    }
    this.part = some;
    this.first = first(some);
    this.width = width(some);
  }

  /** How wide the column of names is. */
  private int first(Matrix.Part part) {
    return Math.max("actual".length(), longest(part)) + 1;
  }

  private int longest(Matrix.Part part) {
    int longest = part.labels().stream().mapToInt(Widths::columns).max().orElse(0);
    return Math.min(screen.columns() / NAMES, longest);
  }

  private int width(Matrix.Part part) {
    long largest = 0;
    for (long[] row : part.counts()) {
      largest = Math.max(largest, LongStream.of(row).max().orElse(0));
    }
    return 2 + Math.max(longest(part), 3 + Long.toString(largest).length());
  }

  String text() {
    StringBuilder text = new StringBuilder();
    line(text, fitted(matrix.title(), screen.columns()));
    String names = left("actual", first);
    for (String label : part.labels()) {
      names += right(fitted(label, width - 2), width);
    }
    line(text, " ".repeat(first) + right("predicted", Math.max(11, width)));
    line(text, names);
    for (int actual = 0; actual < part.labels().size(); actual++) {
      StringBuilder row = new StringBuilder(left(fitted(part.labels().get(actual), first), first));
      for (int predicted = 0; predicted < part.labels().size(); predicted++) {
        row.append(cell(actual, predicted));
      }
      line(text, row.toString());
    }
    String shades = screen.braille() ? BLOCKS : ASCII;
    StringBuilder scale = new StringBuilder("share of the row, up to:");
    for (int step = 1; step < shades.length(); step++) {
      scale.append(' ').append(shades.charAt(step)).append(' ').append(25 * step).append(" %");
    }
    line(text, fitted(scale.toString(), screen.columns()));
    if (!part.remark().isEmpty()) {
      line(text, fitted(part.remark(), screen.columns()));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  private String cell(int actual, int predicted) {
    String shades = screen.braille() ? BLOCKS : ASCII;
    double share = part.share(actual, predicted);
    String shade = (shades.charAt((int) Math.ceil(share * (shades.length() - 1))) + "").repeat(2);
    String count = Long.toString(part.counts()[actual][predicted]);
    String before = " ".repeat(width - 3 - count.length());
    return screen.colours() && share > 0
        ? before + Ink.escape(1) + shade + Ink.PLAIN + " " + count
        : before + shade + " " + count;
  }

  private String fitted(String text, int room) {
    return Widths.fitted(text, screen, room);
  }

  private static String left(String text, int room) {
    return text + " ".repeat(Math.max(0, room - Widths.columns(text)));
  }

  private static String right(String text, int room) {
    return " ".repeat(Math.max(0, room - Widths.columns(text))) + text;
  }
}

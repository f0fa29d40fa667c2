package io.kindling.plot;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A field of dots, eight to a character of braille; of ASCII, one mark a character. */
final class Raster {
  private static final int BRAILLE = 0x2800;
  private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

  private final boolean braille;
  private final int columns;
  private final int rows;
  private final int[] dots;
  private final Pen[] pens;
  private final char[] words; // 0 where there are dots

  /**
   * What a series is drawn with.
   *
   * @param mark a dot of it in ASCII
   * @param colour its colour
   * @param on how many dots follow each other in a line
   * @param off how many are then left out
   */
  record Pen(char mark, int colour, int on, int off) {
    private static final String POINTS = "o+x@%&";
    private static final String LINES = "*#=~^!";

    static Pen of(Series series, Series.Style style, boolean braille) {
      int colour = series.colour();
      return switch (style) {
        case POINTS -> new Pen(POINTS.charAt(colour % POINTS.length()), colour, 1, 0);
        case LINE -> new Pen(LINES.charAt(colour % LINES.length()), colour, 1, 0);
        case DASHES -> new Pen('-', colour, braille ? 5 : 1, braille ? 3 : 0);
        case GUIDE -> new Pen('.', colour, 1, braille ? 3 : 1);
      };
    }
  }

  Raster(int columns, int rows, boolean braille) {
    this.columns = columns;
    this.rows = rows;
    this.braille = braille;
    this.dots = new int[columns * rows];
    this.pens = new Pen[columns * rows];
    this.words = new char[columns * rows];
  }

  /** How many dots lie beside each other. */
  int width() {
    return columns * (braille ? 2 : 1);
  }

  /** How many dots lie above each other. */
  int height() {
    return rows * (braille ? 4 : 1);
  }

  /** The row of characters that a dot is in. */
  int row(int y) {
    return y / (height() / rows);
  }

  /** The column of characters that a dot is in. */
  int column(int x) {
    return x / (width() / columns);
  }

  void dot(int x, int y, Pen pen) {
    if (x >= 0 && y >= 0 && x < width() && y < height()) {
      int cell = row(y) * columns + column(x);
      dots[cell] |= braille ? DOTS[y % 4][x % 2] : 1;
      pens[cell] = pen;
    }
  }

  /** A dot that is seen alone. */
  void blot(int x, int y, Pen pen) {
    int size = braille ? 2 : 1;
    for (int i = 0; i < size * size; i++) {
      dot(Math.min(x, width() - size) + i % size, Math.min(y, height() - size) + i / size, pen);
    }
  }

  /** A line through points, by Bresenham's algorithm; dashes go on over the points. */
  void line(int[] x, int[] y, Pen pen) {
    int drawn = 0;
    for (int i = 0; i < x.length; i++) {
      int from = Math.max(0, i - 1);
      int right = Math.abs(x[i] - x[from]);
      int down = Math.abs(y[i] - y[from]);
      int steps = Math.max(right, down);
      for (int step = i == 0 ? 0 : 1; step <= steps; step++) {
        if (drawn++ % (pen.on() + pen.off()) < pen.on()) {
          dot(between(x[from], x[i], step, steps), between(y[from], y[i], step, steps), pen);
        }
      }
    }
  }

  /**
   * Writes a word beside a dot: to its right, to its left, above or below, wherever no other word
   * is; nowhere if there is no such place.
   */
  void label(int x, int y, String word) {
    int row = row(y);
    int column = column(x);
    int left = column - word.length();
    int middle = Math.max(0, Math.min(columns - word.length(), column - word.length() / 2));
    int[][] places = {{row, column + 1}, {row, left}, {row - 1, middle}, {row + 1, middle}};
    for (int[] place : places) {
      if (isFree(place[0], place[1], word.length())) {
        word.getChars(0, word.length(), words, place[0] * columns + place[1]);
        return;
      }
    }
  }

  private boolean isFree(int row, int column, int length) {
    if (row < 0 || row >= rows || column < 0 || column + length > columns) {
      return false;
    }
    int from = row * columns + Math.max(0, column - 1); // words do not touch
    int to = row * columns + Math.min(columns, column + length + 1);
    return IntStream.range(from, to).allMatch(cell -> words[cell] == 0);
  }

  private static int between(int from, int to, int step, int steps) {
    return steps == 0 ? to : (int) Math.round(from + (double) (to - from) * step / steps);
  }

  /** A row of characters. */
  String text(int row, boolean colours) {
    StringBuilder text = new StringBuilder();
    Pen last = null;
    for (int cell = row * columns; cell < (row + 1) * columns; cell++) {
      Pen pen = words[cell] == 0 ? pens[cell] : null;
      if (words[cell] != 0 && last != null) {
        text.append(Ink.PLAIN);
        last = null;
      } else if (colours && pen != null && (last == null || last.colour() != pen.colour())) {
        text.append(Ink.escape(pen.colour()));
        last = pen;
      }
      text.append(words[cell] != 0 ? words[cell] : character(cell, pen));
    }
    return text.toString().stripTrailing() + (last == null ? "" : Ink.PLAIN);
  }

  private char character(int cell, @Nullable Pen pen) {
    return pen == null ? ' ' : braille ? (char) (BRAILLE + dots[cell]) : pen.mark();
  }
}

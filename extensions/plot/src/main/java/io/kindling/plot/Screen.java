package io.kindling.plot;

import io.kindling.error.DataException;

/**
 * Where a figure is shown as text.
 *
 * @param columns how many characters a line has
 * @param rows how many lines there are
 * @param braille whether it can show braille and lines of boxes; else the figure is made of ASCII
 * @param colours whether it takes the escapes of ANSI for colours
 */
public record Screen(int columns, int rows, boolean braille, boolean colours) {
  /** The least {@link #columns}. */
  public static final int LEAST_COLUMNS = 30;

  /** The least {@link #rows}. */
  public static final int LEAST_ROWS = 10;

  private static final int MOST = 2000;

  /**
   * Checks the size.
   *
   * @throws DataException if it is smaller than 30 by 10 or larger than 2000 by 2000
   */
  public Screen {
    if (columns < LEAST_COLUMNS || rows < LEAST_ROWS || columns > MOST || rows > MOST) {
      throw new DataException(
          "Screen",
          "a figure must have room",
          columns + " x " + rows,
          LEAST_COLUMNS + " x " + LEAST_ROWS + " to " + MOST + " x " + MOST,
          null);
    }
  }

  /**
   * A screen with braille and without colours.
   *
   * @param columns how many characters a line has
   * @param rows how many lines there are
   * @return the screen
   * @throws DataException if it is smaller than 30 by 10 or larger than 2000 by 2000
   */
  public static Screen of(int columns, int rows) {
    return new Screen(columns, rows, true, false);
  }

  /** {@return such a screen that shows ASCII only} */
  public Screen ascii() {
    return new Screen(columns, rows, false, colours);
  }

  /** {@return such a screen with colours} */
  public Screen coloured() {
    return new Screen(columns, rows, braille, true);
  }
}

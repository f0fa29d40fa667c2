package io.kindling.csv;

import io.kindling.error.DataException;
import io.kindling.text.Printable;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cell while it is read. The same object shows one cell after the other, so take from it what is
 * wanted and do not keep it.
 */
public final class CsvCell {
  private static final String EMPTY = "an empty cell";
  private static final String LARGEST = "at most 3.4e38 in size";
  private static final char[] NOTHING = {};

  private final String file;
  private final List<String> header;
  private long line;
  private int column;
  private char[] text = NOTHING;
  private int from;
  private int length;

  CsvCell(String file, List<String> header) {
    this.file = file;
    this.header = header;
  }

  void show(long line, int column, char[] text, int from, int length) {
    this.line = line;
    this.column = column;
    this.text = text;
    this.from = from;
    this.length = length;
  }

  /** {@return the number of its column, from 0} */
  public int column() {
    return column;
  }

  /** {@return the number of the line that its row begins in, from 1} */
  public long line() {
    return line;
  }

  /** {@return its text, with the spaces around it} */
  public String text() {
    return new String(text, from, length);
  }

  /**
   * Copies its text, with the spaces around it.
   *
   * @param to where to put it
   */
  public void copyTo(StringBuilder to) {
    to.append(text, from, length);
  }

  /**
   * Reads its number.
   *
   * @param hint makes of a text that is no number what to do about it; null for nothing
   * @return the number in float64, finite as a float32 too; see {@link Decimals}
   * @throws DataException if there is no such number; the message names file, line and column
   */
  public double number(Function<String, @Nullable String> hint) {
    double number = wide(hint);
    if (Float.isFinite((float) number)) {
      return number;
    }
    throw tooLarge("standardize it, or write it in a larger unit");
  }

  /**
   * Makes the error that its number is too large for a float32.
   *
   * @param hint what to do
   * @return the error
   */
  public DataException tooLarge(String hint) {
    String cell = Printable.quoted(text().strip());
    return refused("a number must not be too large for float32", cell, LARGEST, hint);
  }

  /**
   * Reads its number, which may be too large for a float32 until it is standardized.
   *
   * @param hint makes of a text that is no number what to do about it; null for nothing
   * @return the number in float64, finite; see {@link Decimals}
   * @throws DataException if there is no such number; the message names file, line and column
   */
  public double wide(Function<String, @Nullable String> hint) {
    double number = Decimals.parse(text, from, length);
    if (Double.isFinite(number)) {
      return number;
    }
    if (isMissing()) {
      throw missing("a cell must hold a number", "a finite number such as 1.5");
    }
    String cell = text().strip();
    throw refused(
        "a cell must hold a number",
        Printable.quoted(cell),
        "a finite number such as 1.5",
        hint.apply(cell));
  }

  /** {@return whether it holds nothing, or what stands for it: NA, NaN, N/A, null or ?} */
  public boolean isMissing() {
    return MissingValues.isMissing(text, from, length);
  }

  /** The error that there is nothing; it counts the column's missing values in the whole file. */
  private DataException missing(String rule, String expected) {
    String cell = text().strip();
    long count = MissingValues.count(Path.of(file), column);
    boolean one = count == 1;
    String got = cell.isEmpty() ? EMPTY : Printable.quoted(cell) + (one ? ", a missing value" : "");
    return refused(
        rule,
        one ? got : got + ", the first of " + count + " missing values in the column",
        expected,
        one ? "fill the cell or leave the row out" : "fill the cells or leave the rows out");
  }

  /**
   * Reads its label.
   *
   * @return its text without the spaces around it
   * @throws DataException if it is {@linkplain #isMissing missing}; the message names file, line
   *     and column
   */
  public String label() {
    checkLabel();
    return text().strip();
  }

  /**
   * Finds out whether it holds a label.
   *
   * @throws DataException if it is {@linkplain #isMissing missing}; the message names file, line
   *     and column
   */
  public void checkLabel() {
    if (isMissing()) {
      throw missing("a cell must hold a label", "text or a number");
    }
  }

  /**
   * Makes an error that names file, line and column.
   *
   * @param rule what must be
   * @param got what is
   * @param expected what would be right
   * @param hint what to do; null for nothing
   * @return the error
   */
  public DataException refused(String rule, String got, String expected, @Nullable String hint) {
    String place = file + ", line " + line + ", column " + header.get(column);
    return new DataException(place, rule, got, expected, hint);
  }
}

package io.kindling.csv;

import io.kindling.error.DataException;
import io.kindling.text.Printable;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cell while it is read. The same object shows one cell after the other, so take from it what is
 * wanted and do not keep it.
 */
public final class CsvCell {
  private static final String EMPTY = "an empty cell";
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
    double number = Decimals.parse(text, from, length);
    if (Float.isFinite((float) number)) {
      return number;
    }
    String cell = text().strip();
    throw refused(
        "a cell must hold a number",
        cell.isEmpty() ? EMPTY : Printable.quoted(cell),
        "a finite number such as 1.5",
        cell.isEmpty() ? "fill the cell or leave the row out" : hint.apply(cell));
  }

  /**
   * Reads its label.
   *
   * @return its text without the spaces around it
   * @throws DataException if it is empty; the message names file, line and column
   */
  public String label() {
    checkLabel();
    return text().strip();
  }

  /**
   * Finds out whether it holds a label.
   *
   * @throws DataException if it is empty; the message names file, line and column
   */
  public void checkLabel() {
    for (int i = from; i < from + length; i++) {
      if (!Character.isWhitespace(text[i])) {
        return;
      }
    }
    throw refused(
        "a cell must hold a label",
        EMPTY,
        "text or a number",
        "fill the cell or leave the row out");
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

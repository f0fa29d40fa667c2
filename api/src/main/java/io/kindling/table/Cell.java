package io.kindling.table;

import io.kindling.error.DataException;
import io.kindling.text.Printable;
import java.math.BigDecimal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cell while it is read. The same object shows one cell after the other, so take from it what is
 * wanted and do not keep it.
 */
public abstract class Cell {
  private static final String LABEL = "a cell must hold a label";
  private static final String EMPTY = "an empty cell";
  private static final String LARGEST = "at most 3.4e38 in size";

  /** Makes a cell that shows nothing yet. */
  protected Cell() {}

  /** {@return where its row is, as errors name it: file and line, or query and row} */
  public abstract String place();

  /** {@return the name of its column} */
  public abstract String column();

  /** {@return its text, with the spaces around it} */
  public abstract String text();

  /**
   * Copies its text, with the spaces around it.
   *
   * @param to where to put it
   */
  public void copyTo(StringBuilder to) {
    to.append(text());
  }

  /**
   * Its number, if it has one.
   *
   * @return the number in float64; NaN where there is none, infinite where it is too large
   */
  public abstract double parse();

  /**
   * Its number digit by digit, if somebody wrote it so: 0.1 is one tenth, of which {@link #parse}
   * is only the nearest float64. Numbers that are longer than any float64 has them are left out.
   *
   * @return the decimal; null where there is none, as for a number that has always been a float64
   */
  public @Nullable BigDecimal decimal() {
    return null;
  }

  /** {@return whether it holds nothing, or what stands for it, see {@link MissingValues}} */
  public abstract boolean isMissing();

  /**
   * Counts the missing cells of its column in the whole table.
   *
   * @return how many; 1 where the table cannot be read once more
   */
  protected long countMissing() {
    return 1;
  }

  /**
   * Finds what most likely is amiss where a text is no number.
   *
   * @param cell its text, without the spaces around it
   * @return what to do; null where the table cannot tell
   */
  protected @Nullable String remedy(String cell) {
    return null;
  }

  /**
   * Finds how the table can be told that a text stands for nothing, or that one which counts as
   * missing does not.
   *
   * @param cell its text, without the spaces around it
   * @return what to do; null where the table cannot be told
   */
  protected @Nullable String missingAdvice(String cell) {
    return null;
  }

  /**
   * Reads its number.
   *
   * @param hint makes of a text that is no number what to do about it; null for nothing
   * @return the number in float64, finite as a float32 too
   * @throws DataException if there is no such number; the message names the place and the column
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
   * @param hint what to do; null for nothing
   * @return the error
   */
  public DataException tooLarge(@Nullable String hint) {
    String cell = Printable.quoted(text().strip());
    return refused("a number must not be too large for float32", cell, LARGEST, hint);
  }

  /**
   * Reads its number, which may be too large for a float32 until it is standardized.
   *
   * @param hint makes of a text that is no number what to do about it; null for nothing
   * @return the number in float64, finite
   * @throws DataException if there is no such number; the message names the place and the column
   */
  public double wide(Function<String, @Nullable String> hint) {
    double number = parse();
    if (Double.isFinite(number)) {
      return number;
    }
    if (isMissing()) {
      throw missing("a cell must hold a number", "a finite number such as 1.5");
    }
    throw noNumber(hint);
  }

  /** The error of a text that is no number, though people may take it for one. */
  private DataException noNumber(Function<String, @Nullable String> hint) {
    return refusedNumber(
        cell -> {
          String rule = NumberLike.rule(cell);
          return rule == null ? hint.apply(cell) : rule;
        });
  }

  /** The error of a text that is no number; the hint is for what the table itself cannot tell. */
  DataException refusedNumber(Function<String, @Nullable String> hint) {
    String cell = text().strip();
    String remedy = remedy(cell);
    return refused(
        "a cell must hold a number",
        Printable.quoted(cell),
        "a finite number such as 1.5",
        remedy == null ? hint.apply(cell) : remedy);
  }

  /** Its text without the spaces around it, if there is something, which should be such. */
  String filled(String rule, String expected) {
    if (isMissing()) {
      throw missing(rule, expected);
    }
    return text().strip();
  }

  /** The error that there is nothing; it counts the column's missing values in the whole table. */
  private DataException missing(String rule, String expected) {
    String cell = text().strip();
    long count = countMissing();
    boolean one = count == 1;
    String got = cell.isEmpty() ? EMPTY : Printable.quoted(cell) + (one ? ", a missing value" : "");
    String advice = rule.equals(LABEL) ? missingAdvice(cell) : null;
    return refused(
        rule,
        one ? got : got + ", the first of " + count + " missing values in the column",
        expected,
        (one ? "fill the cell or leave the row out" : "fill the cells or leave the rows out")
            + (advice == null ? "" : "; " + advice));
  }

  /**
   * Reads its label.
   *
   * @return its text without the spaces around it
   * @throws DataException if it is {@linkplain #isMissing missing}; the message names the place and
   *     the column
   */
  public String label() {
    return filled(LABEL, "text or a number");
  }

  /**
   * Finds out whether it holds a label.
   *
   * @throws DataException if it is {@linkplain #isMissing missing}; the message names the place and
   *     the column
   */
  public void checkLabel() {
    if (isMissing()) {
      throw missing(LABEL, "text or a number");
    }
  }

  /**
   * Makes an error that names the place and the column.
   *
   * @param rule what must be
   * @param got what is
   * @param expected what would be right
   * @param hint what to do; null for nothing
   * @return the error
   */
  public DataException refused(String rule, String got, String expected, @Nullable String hint) {
    return new DataException(place() + ", column " + column(), rule, got, expected, hint);
  }
}

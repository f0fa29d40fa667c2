package io.kindling.table;

import io.kindling.text.NumberText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A cell that shows a value of Java, as tables have it whose columns have types: databases,
 * Parquet.
 *
 * <table>
 * <caption>What a value is as text and as a number</caption>
 * <tr><th>value<th>text<th>number
 * <tr><td>a {@link Number}<td>its own, up to 21 digits without an exponent<td>the nearest float64, of a Float exactly its value
 * <tr><td>a {@link Boolean}<td>true, false<td>1, 0
 * <tr><td>a date, a time, both<td>ISO 8601, an instant in UTC<td>none
 * <tr><td>a text<td>itself<td>the nearest float64 where it is a decimal number
 * <tr><td>anything else<td>its own<td>none
 * <tr><td>null<td>empty<td>none
 * </table>
 *
 * <p>Missing is null, NaN, and a text that stands for nothing, see {@link MissingValues}.
 */
public final class ValueCell extends Cell {
  private static final int MOST_DIGITS = 20;

  private final String table;
  private final List<String> header;
  private final IntToLongFunction missing;
  private long row;
  private int column;
  private @Nullable Object value;

  /**
   * Makes a cell that shows nothing yet.
   *
   * @param table what errors call the table
   * @param header the names of all columns
   * @param missing counts the missing cells in a column of the whole table, which has one at least
   */
  public ValueCell(String table, List<String> header, IntToLongFunction missing) {
    this.table = table;
    this.header = header;
    this.missing = missing;
  }

  /**
   * Shows a value.
   *
   * @param row the number of its row, from 1
   * @param column the number of its column, from 0
   * @param value the value; null for none
   */
  public void show(long row, int column, @Nullable Object value) {
    this.row = row;
    this.column = column;
    this.value = value;
  }

  @Override
  public String place() {
    return table + ", row " + row;
  }

  @Override
  public String column() {
    return header.get(column);
  }

  @Override
  public String text() {
    if (value == null) {
      return "";
    }
    if (value instanceof LocalDateTime time) {
      return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
    }
    if (value instanceof LocalTime time) {
      return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
    }
    if (value instanceof OffsetDateTime || value instanceof Instant) {
      return utc(value);
    }
    if (value instanceof Double || value instanceof Float) {
      return plain(value.toString());
    }
    return value + "";
  }

  /** Without an exponent where that is no longer than people write: it may be a label elsewhere. */
  private static String plain(String number) {
    int exponent = number.indexOf('E');
    if (exponent < 0 || Math.abs(Integer.parseInt(number.substring(exponent + 1))) > MOST_DIGITS) {
      return number;
    }
    return new BigDecimal(number).toPlainString();
  }

  /** As it is where UTC has no such year: at the ends of what Java can say. */
  private static String utc(Object time) {
    try {
      OffsetDateTime utc =
          time instanceof Instant instant
              ? instant.atOffset(ZoneOffset.UTC)
              : ((OffsetDateTime) time).withOffsetSameInstant(ZoneOffset.UTC);
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(utc);
    } catch (DateTimeException e) {
      return time.toString();
    }
  }

  @Override
  public double parse() {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean is) {
      return is ? 1 : 0;
    }
    if (value instanceof CharSequence text) {
      String cell = text.toString().strip();
      return NumberText.isDecimal(cell) ? Double.parseDouble(cell) : Double.NaN;
    }
    return Double.NaN;
  }

  @Override
  public @Nullable BigDecimal decimal() {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      return BigDecimal.valueOf(((Number) value).longValue());
    }
    return value instanceof CharSequence text ? NumberText.decimal(text.toString().strip()) : null;
  }

  @Override
  public boolean isMissing() {
    if (value instanceof Number number) {
      return Double.isNaN(number.doubleValue());
    }
    return value == null
        || (value instanceof CharSequence text
            && MissingValues.standard().isMissing(text.toString().strip()));
  }

  @Override
  protected long countMissing() {
    return missing.applyAsLong(column);
  }
}

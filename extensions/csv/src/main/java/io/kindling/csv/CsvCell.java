package io.kindling.csv;

import io.kindling.table.Cell;
import io.kindling.table.MissingValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cell of a CSV file while it is read. */
final class CsvCell extends Cell {
  private static final char[] NOTHING = {};

  private final CsvFile source;
  private final List<String> header;
  private final char decimal;
  private final MissingValues missing;
  private long line;
  private int column;
  private char[] text = NOTHING;
  private int from;
  private int length;

  CsvCell(CsvFile source, List<String> header) {
    this.source = source;
    this.header = header;
    this.decimal = source.dialect().decimal();
    this.missing = source.dialect().missing();
  }

  void show(long line, int column, char[] text, int from, int length) {
    this.line = line;
    this.column = column;
    this.text = text;
    this.from = from;
    this.length = length;
  }

  @Override
  public String place() {
    return source.name() + ", line " + line;
  }

  @Override
  public String column() {
    return header.get(column);
  }

  @Override
  public String text() {
    return new String(text, from, length);
  }

  @Override
  public void copyTo(StringBuilder to) {
    to.append(text, from, length);
  }

  @Override
  public double parse() {
    return Decimals.parse(text, from, length, decimal);
  }

  @Override
  public boolean isMissing() {
    return missing.isMissing(text, from, length);
  }

  @Override
  protected long countMissing() {
    return CsvRows.countMissing(source, column);
  }

  /** A number with the other decimal separator. */
  @Override
  protected @Nullable String remedy(String cell) {
    char other = decimal == '.' ? ',' : '.';
    boolean number = Decimals.isNumber(cell.replace(other, '.')) && cell.indexOf(other) >= 0;
    String what = other == ',' ? "comma" : "point";
    return number
        ? "if the " + what + " stands before the fraction: decimal('" + other + "')"
        : null;
  }
}

package io.kindling.csv;

import io.kindling.table.MissingValues;

/** A cell of any text, of which characters are known. */
final class CsvCell extends TextCell {
  private static final char[] NOTHING = {};

  private final Dialect dialect;
  private final char decimal;
  private final MissingValues missing;
  private long line;
  private int column;
  private char[] text = NOTHING;
  private int from;
  private int length;

  CsvCell(Columns columns) {
    super(columns);
    this.dialect = columns.source().dialect();
    this.decimal = dialect.decimal();
    this.missing = dialect.missing();
  }

  void show(long line, int column, char[] text, int from, int length) {
    this.line = line;
    this.column = column;
    this.text = text;
    this.from = from;
    this.length = length;
  }

  @Override
  long line() {
    return line;
  }

  @Override
  int index() {
    return column;
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
    if (missing.holdNumbers() && isMissing()) {
      return Double.NaN;
    }
    double number = Decimals.parse(text, from, length, decimal);
    boolean grouped = Double.isNaN(number) && dialect.thousands() != null;
    return grouped ? dialect.grouped(text()) : number;
  }

  @Override
  public boolean isMissing() {
    return missing.isMissing(text, from, length);
  }
}

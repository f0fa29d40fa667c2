package io.kindling.csv;

import io.kindling.table.Cell;
import io.kindling.table.MissingValues;
import java.nio.file.Path;
import java.util.List;

/** A cell of a CSV file while it is read. */
final class CsvCell extends Cell {
  private static final char[] NOTHING = {};

  private final Path file;
  private final List<String> header;
  private long line;
  private int column;
  private char[] text = NOTHING;
  private int from;
  private int length;

  CsvCell(Path file, List<String> header) {
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

  @Override
  public String place() {
    return file + ", line " + line;
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
    return Decimals.parse(text, from, length);
  }

  @Override
  public boolean isMissing() {
    return MissingValues.isMissing(text, from, length);
  }

  @Override
  protected long countMissing() {
    return CsvRows.countMissing(file, column);
  }
}

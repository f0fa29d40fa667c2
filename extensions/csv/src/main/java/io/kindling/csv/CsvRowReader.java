package io.kindling.csv;

import io.kindling.DType;
import io.kindling.data.RowBuffer;
import io.kindling.data.RowSource;
import io.kindling.data.Rows;
import io.kindling.error.DataException;
import java.io.IOException;

/** Reads the rows of a CSV file, each cell straight to where it is wanted. */
final class CsvRowReader implements RowSource.Reader {
  /** A float32 counts no further without a gap. */
  private static final float MOST_CLASSES = 1 << 24;

  private final CsvRecords records;
  private final CsvColumns columns;
  private final int[] places;
  private RowBuffer buffer;
  private int row;

  CsvRowReader(CsvRecords records, CsvColumns columns) {
    this.records = records;
    this.columns = columns;
    this.places = columns.places();
    this.buffer = buffer(1);
    records.cells(this::cell);
  }

  private RowBuffer buffer(int rows) {
    return new RowBuffer(rows, columns.features(), columns.targets(), columns.targetType());
  }

  @Override
  public Rows read(int count) throws IOException {
    RowBuffer rows = buffer(count);
    read(rows);
    return rows.rows();
  }

  @Override
  public void read(RowBuffer to) throws IOException {
    buffer = to;
    row = 0;
    while (row < to.capacity() && records.advance()) {
      row++;
    }
    to.count(row);
  }

  private void cell(long line, int column, char[] text, int from, int length) {
    int place = column < places.length ? places[column] : CsvColumns.NOWHERE;
    if (place == CsvColumns.NOWHERE) {
      return;
    }
    float number = Decimals.parse(text, from, length);
    if (!Float.isFinite(number)) {
      throw noNumber(line, column, new String(text, from, length).strip());
    }
    if (place >= 0) {
      buffer.features()[row * columns.features() + place] = number;
    } else if (columns.targetType() == DType.FLOAT32) {
      buffer.numbers()[row * columns.targets() - 1 - place] = number;
    } else {
      buffer.classes()[row] = classOf(number, line, column);
    }
  }

  private DataException noNumber(long line, int column, String cell) {
    return new DataException(
        columns.place(line, column),
        "a cell must hold a number",
        cell.isEmpty() ? "an empty cell" : "'" + cell + "'",
        "a finite number such as 1.5",
        cell.isEmpty()
            ? "fill the cell or leave the row out"
            : "choose the columns that hold numbers with features(\"…\")");
  }

  private long classOf(float value, long line, int column) {
    if (value >= 0 && value < MOST_CLASSES && value == Math.rint(value)) {
      return (long) value;
    }
    throw new DataException(
        columns.place(line, column),
        "a class must be a whole number",
        value + "",
        "0, 1, 2 …",
        "number the classes from 0");
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}

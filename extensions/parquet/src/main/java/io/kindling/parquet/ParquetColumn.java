package io.kindling.parquet;

import io.kindling.table.Cell;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.ColumnReader;
import org.jspecify.annotations.Nullable;

/** A column that somebody wants. */
final class ParquetColumn {
  private final int number;
  private final ColumnDescriptor descriptor;
  private final ParquetValue value;
  private final Consumer<Cell> user;
  private @Nullable ColumnReader reader;

  ParquetColumn(int number, ColumnDescriptor descriptor, ParquetValue value, Consumer<Cell> user) {
    this.number = number;
    this.descriptor = descriptor;
    this.value = value;
    this.user = user;
  }

  /** The number of the column in the file, from 0. */
  int number() {
    return number;
  }

  /** Who takes its cells. */
  Consumer<Cell> user() {
    return user;
  }

  /** Goes to the first row of a row group. */
  void begin(ColumnReadStore group) {
    reader = group.getColumnReader(descriptor);
  }

  /** Takes the value of the next row; null for none. */
  @Nullable Object next() {
    ColumnReader column = Objects.requireNonNull(reader);
    boolean there = column.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel();
    Object taken = there ? value.read(column) : null;
    column.consume();
    return taken;
  }
}

package io.kindling.parquet;

import io.kindling.data.ColumnChoice;
import io.kindling.data.FileState;
import io.kindling.error.DataException;
import io.kindling.table.Cell;
import io.kindling.table.TableRows;
import io.kindling.table.ValueCell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Reads the wanted columns of a Parquet file, one row group after the other. */
final class ParquetRows implements TableRows {
  private static final int MOST_NAMED = 10;

  private final ParquetSource source;
  private final List<Type> fields;
  private final List<String> header;
  private final ValueCell cell;
  private final SortedMap<Integer, Consumer<Cell>> users = new TreeMap<>();

  /** The wanted columns once the first row was asked for, and the schema that they make up. */
  private @Nullable List<ParquetColumn> columns;

  private MessageType wanted;

  private int group;
  private long row;

  /** Rows of the present row group that are to come. */
  private long left;

  ParquetRows(ParquetSource source, IntToLongFunction missing) {
    this.source = source;
    this.wanted = source.schema();
    this.fields = wanted.getFields();
    this.header = fields.stream().map(field -> field.getName().strip()).toList();
    this.cell = new ValueCell(source.name(), header, missing);
  }

  static ParquetRows open(FileState file, IntToLongFunction missing) {
    return new ParquetRows(ParquetSource.open(file), missing);
  }

  /** How many rows there are in all. */
  long count() {
    long count = 0;
    for (int i = 0; i < source.groups(); i++) {
      count += source.rows(i);
    }
    return count;
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public ColumnChoice.Terms terms() {
    String file = source.name();
    return new ColumnChoice.Terms(
        file, file, file, names -> "names must match exactly, upper and lower case included");
  }

  /**
   * Says who takes the cells of a column; only before the first row, as no other column is read.
   */
  @Override
  public void on(int column, Consumer<Cell> user) {
    if (columns != null) {
      throw new IllegalStateException("columns must be asked for before the first row");
    }
    users.put(column, user);
  }

  @Override
  public boolean advance() throws IOException {
    if (columns == null) {
      columns = wantedColumns();
    }
    while (left == 0) {
      if (group == source.groups()) {
        source.checkUnchanged();
        return false;
      }
      begin(columns);
    }
    left--;
    row++;
    for (ParquetColumn column : columns) {
      cell.show(row, column.number(), value(column));
      column.user().accept(cell);
    }
    return true;
  }

  private List<ParquetColumn> wantedColumns() {
    List<Type> chosen = users.keySet().stream().map(fields::get).toList();
    checkFlat(chosen);
    wanted = new MessageType(wanted.getName(), chosen);
    source.want(wanted);
    List<ParquetColumn> all = new ArrayList<>();
    for (Map.Entry<Integer, Consumer<Cell>> user : users.entrySet()) {
      Type field = fields.get(user.getKey());
      ParquetValue value = ParquetValue.of(field);
      if (value != null) { // which was checked
        all.add(
            new ParquetColumn(
                user.getKey(),
                wanted.getColumnDescription(new String[] {field.getName()}),
                value,
                user.getValue()));
      }
    }
    return all;
  }

  private void checkFlat(List<Type> chosen) {
    List<Type> others = chosen.stream().filter(field -> ParquetValue.of(field) == null).toList();
    if (!others.isEmpty()) {
      String named =
          others.stream()
              .limit(MOST_NAMED)
              .map(field -> "'" + field.getName() + "', " + ParquetValue.kind(field))
              .collect(Collectors.joining(", "));
      throw new DataException(
          source.name(),
          "wanted columns must be flat",
          named + (others.size() > MOST_NAMED ? ", … (" + others.size() + " in all)" : ""),
          "numbers, booleans, text, dates or times",
          "leave the columns out");
    }
  }

  /** Goes to the next row group. */
  private void begin(List<ParquetColumn> columns) {
    long rows = source.rows(group);
    if (rows > 0 && !columns.isEmpty()) {
      ColumnReadStore store = source.read(group, wanted);
      try {
        columns.forEach(column -> column.begin(store));
      } catch (RuntimeException | OutOfMemoryError e) {
        throw ParquetSource.damaged(source.name(), e);
      }
    }
    group++;
    left = rows;
  }

  private @Nullable Object value(ParquetColumn column) {
    try {
      return column.next();
    } catch (RuntimeException | OutOfMemoryError e) {
      String place = source.name() + ", row " + row + ", column " + header.get(column.number());
      throw ParquetSource.damaged(place, e);
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}

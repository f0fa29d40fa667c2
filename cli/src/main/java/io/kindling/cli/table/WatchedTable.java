package io.kindling.cli.table;

import io.kindling.cli.text.Progress;
import io.kindling.cli.text.Stage;
import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.table.Cell;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** A table of which people see how far it is read, unless they see something else. */
public final class WatchedTable implements Table {
  private final Table table;
  private final Progress progress;
  private final String what;

  /**
   * Watches a table.
   *
   * @param what what is done when it is read, as {@code reading}
   */
  public WatchedTable(Table table, Progress progress, String what) {
    this.table = table;
    this.progress = progress;
    this.what = what;
  }

  /**
   * The table itself, where nobody watches.
   *
   * @param what what is done when it is read, as {@code reading}
   */
  public static Table of(Table table, Progress progress, String what) {
    return progress.isShown() ? new WatchedTable(table, progress, what) : table;
  }

  @Override
  public String name() {
    return table.name();
  }

  @Override
  public String kind() {
    return table.kind();
  }

  @Override
  public Table unchanged() {
    return new WatchedTable(table.unchanged(), progress, what);
  }

  @Override
  public boolean isRepeatable() {
    return table.isRepeatable();
  }

  @Override
  public double aboutRows() throws IOException {
    return table.aboutRows();
  }

  @Override
  public DataException unreadable(IOException cause) {
    return table.unreadable(cause);
  }

  @Override
  public TableRows open() throws IOException {
    TableRows rows = table.open();
    return progress.isFreeFor(what)
        ? new WatchedRows(rows, progress.begin(what, aboutRows(), /* counted= */ true))
        : rows;
  }

  /** Counts rows. */
  private final class WatchedRows implements TableRows {
    private final TableRows rows;
    private final Stage stage;
    private double count; // exact as far as any table goes

    WatchedRows(TableRows rows, Stage stage) {
      this.rows = rows;
      this.stage = stage;
    }

    @Override
    public List<String> header() {
      return rows.header();
    }

    @Override
    public ColumnChoice.Terms terms() {
      return rows.terms();
    }

    @Override
    public void on(int column, Consumer<Cell> user) {
      rows.on(column, user);
    }

    @Override
    public void onBadRow(Consumer<DataException> user) {
      rows.onBadRow(user);
    }

    @Override
    public boolean advance() throws IOException {
      boolean more = rows.advance();
      if (more) {
        stage.at(++count);
      }
      return more;
    }

    @Override
    public void close() throws IOException {
      progress.end(stage);
      rows.close();
    }
  }
}

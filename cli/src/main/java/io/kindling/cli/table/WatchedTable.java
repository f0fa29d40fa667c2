package io.kindling.cli.table;

import io.kindling.cli.text.Progress;
import io.kindling.cli.text.Stage;
import io.kindling.error.DataException;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;

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
  private final class WatchedRows extends RowsAround {
    private final Stage stage;
    private double count; // exact as far as any table goes

    WatchedRows(TableRows rows, Stage stage) {
      super(rows);
      this.stage = stage;
    }

    @Override
    public boolean advance() throws IOException {
      boolean there = rows.advance();
      count += there ? 1 : 0;
      stage.at(count);
      return there;
    }

    @Override
    public void close() throws IOException {
      progress.end(stage);
      rows.close();
    }
  }
}

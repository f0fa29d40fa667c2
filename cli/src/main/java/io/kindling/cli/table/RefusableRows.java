package io.kindling.cli.table;

import io.kindling.error.DataException;
import io.kindling.table.Cell;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A table's rows, which may go on where somebody refuses a cell. */
final class RefusableRows extends RowsAround {
  private static final String NO_WAY_ON = "--on-error cannot go on behind it";

  private final boolean goesOn;
  private final QuietCell quiet = new QuietCell();
  private @Nullable DataException refusal;

  /**
   * Looks after other rows.
   *
   * @param goesOn whether a row that is refused is only marked; else it ends the reading
   */
  RefusableRows(TableRows rows, boolean goesOn) {
    super(rows);
    this.goesOn = goesOn;
    onBadRow(refused -> refusal = refused);
  }

  /** Why the row is refused; null if it is not. */
  @Nullable DataException refusal() {
    return refusal;
  }

  @Override
  public void on(int column, Consumer<Cell> user) {
    rows.on(column, cell -> offer(cell, user));
  }

  private void offer(Cell cell, Consumer<Cell> user) {
    if (refusal != null) {
      return;
    }
    try {
      user.accept(goesOn ? quiet.showing(cell) : cell);
    } catch (DataException e) {
      if (!goesOn) {
        throw advised(e, AskedRows.WITHOUT_IT);
      }
      refusal = e;
    }
  }

  private static DataException advised(DataException e, String advice) {
    String nextStep = e.nextStep() == null ? "" : e.nextStep() + "; ";
    return new DataException(e.operation(), e.rule(), e.got(), e.expected(), nextStep + advice);
  }

  @Override
  public void onBadRow(Consumer<DataException> user) {
    rows.onBadRow(
        refused -> {
          if (!goesOn) {
            throw advised(refused, AskedRows.WITHOUT_IT);
          }
          user.accept(refused);
        });
  }

  @Override
  public boolean advance() throws IOException {
    refusal = null;
    try {
      return rows.advance();
    } catch (DataException e) {
      throw goesOn ? advised(e, NO_WAY_ON) : e;
    }
  }

  /** A cell that does not count its column's gaps: where rows are refused there may be many. */
  private static final class QuietCell extends Cell {
    private @Nullable Cell shown;

    Cell showing(Cell cell) {
      shown = cell;
      return this;
    }

    private Cell cell() {
      if (shown == null) {
        throw new IllegalStateException("no cell is shown yet");
      }
      return shown;
    }

    @Override
    public String place() {
      return cell().place();
    }

    @Override
    public String column() {
      return cell().column();
    }

    @Override
    public String text() {
      return cell().text();
    }

    @Override
    public double parse() {
      return cell().parse();
    }

    @Override
    public @Nullable BigDecimal decimal() {
      return cell().decimal();
    }

    @Override
    public boolean isMissing() {
      return cell().isMissing();
    }
  }
}

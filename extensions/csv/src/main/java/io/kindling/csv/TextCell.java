package io.kindling.csv;

import io.kindling.table.Cell;
import io.kindling.text.NumberText;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A cell of a text while it is read. */
abstract class TextCell extends Cell {
  /** A longer text seldom stands for nothing. */
  private static final int LONGEST = 40;

  private final Columns columns;

  TextCell(Columns columns) {
    this.columns = columns;
  }

  /** The number of its line, from 1 for that which names the columns. */
  abstract long line();

  /** The number of its column, from 0. */
  abstract int index();

  @Override
  public final String place() {
    return columns.place(line());
  }

  @Override
  public final String column() {
    return columns.names().get(index());
  }

  @Override
  protected final long countMissing() {
    return columns.source().countMissing(index());
  }

  /** A number as it is written with a point, so that it is the same label in every table. */
  @Override
  public final String label() {
    String label = super.label();
    Dialect dialect = columns.source().dialect();
    return dialect.isPlain() || Double.isNaN(parse()) ? label : dialect.plain(label);
  }

  @Override
  public @Nullable BigDecimal decimal() {
    if (Double.isNaN(parse())) {
      return null;
    }
    Dialect dialect = columns.source().dialect();
    String cell = text().strip();
    return NumberText.decimal(dialect.isPlain() ? cell : dialect.plain(cell));
  }

  /** A number that is written in another way. */
  @Override
  protected final @Nullable String remedy(String cell) {
    return columns.source().dialect().remedy(cell);
  }

  @Override
  protected final @Nullable String missingAdvice(String cell) {
    if (isMissing()) {
      return cell.isEmpty() ? null : "missing(MissingValues.of()) where it is no missing value";
    }
    boolean plain = cell.length() <= LONGEST && cell.chars().noneMatch(c -> "\",'".indexOf(c) >= 0);
    return plain ? "missing(MissingValues.of(\"" + cell + "\")) where it stands for nothing" : null;
  }
}

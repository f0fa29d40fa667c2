package io.kindling.cli.fit;

import io.kindling.statistics.Design;
import io.kindling.statistics.DesignRows;
import io.kindling.statistics.Moments;
import io.kindling.table.Table;

/**
 * The sums of a table.
 *
 * @param moments of the rows that count
 * @param leftOut how many had a missing cell
 */
public record SummedRows(Moments moments, long leftOut) {
  /** Sums a table, on the faster way where that does. */
  public static SummedRows of(Design design, Table table) {
    if (design.isPlain()) {
      return new SummedRows(design.moments(table), 0);
    }
    try (DesignRows rows = design.open(table)) {
      Moments moments = rows.moments();
      return new SummedRows(moments, rows.dropped());
    }
  }
}

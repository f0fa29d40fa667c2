package io.kindling.cli.table;

import io.kindling.table.FeatureColumns;
import java.util.ArrayList;
import java.util.List;

/**
 * How the columns of a table have become features.
 *
 * @param columns the columns
 * @param drops whether rows with missing cells are left out
 * @param dropped how many were
 * @param leftOut what else was left out that nobody has asked for, in lines
 * @param remarks what else is to be known of them, in lines
 */
public record Prepared(
    FeatureColumns columns,
    boolean drops,
    long dropped,
    List<String> leftOut,
    List<String> remarks) {
  static Prepared numbers(List<String> features) {
    return new Prepared(FeatureColumns.numbers(features), false, 0, List.of(), List.of());
  }

  /** The same, with so many rows left out. */
  public Prepared dropping(long rows) {
    if (rows == 0) {
      return this;
    }
    List<String> more = new ArrayList<>(leftOut);
    more.add(rows + (rows == 1 ? " row" : " rows") + " with missing cells");
    return new Prepared(columns, drops, rows, more, remarks);
  }
}

package io.kindling.cli.table;

import io.kindling.data.ColumnChoice;
import io.kindling.table.CategoryEncoding;
import io.kindling.table.Classes;
import io.kindling.table.FeatureColumn;
import io.kindling.table.FeatureColumns;
import io.kindling.table.IndexEncoding;
import io.kindling.table.TableRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows whose level of a category a model does not know, by column. */
public final class Strangers {
  private final Map<String, Rows> columns = new LinkedHashMap<>();

  /** Rows of one column. */
  private static final class Rows {
    private final String first;
    private long count;

    Rows(String first) {
      this.first = first;
    }
  }

  /**
   * Begins to count, from none.
   *
   * @param rows rows of which none has been read yet, and which several may look at
   * @param known the columns as the model knows them
   */
  void watch(TableRows rows, FeatureColumns known) {
    columns.clear();
    List<Integer> places = ColumnChoice.exactly(known.names(), rows.header(), rows.terms());
    for (int i = 0; i < places.size(); i++) {
      FeatureColumn column = known.columns().get(i);
      Classes levels = levels(column);
      if (levels != null) {
        rows.on(
            places.get(i),
            cell -> {
              // a missing one has no label, and is filled or refused elsewhere
              if (!cell.isMissing() && levels.index(cell.label()) < 0) {
                columns.computeIfAbsent(column.column(), name -> new Rows(cell.label())).count++;
              }
            });
      }
    }
  }

  private static @Nullable Classes levels(FeatureColumn column) {
    return column.encoding() instanceof CategoryEncoding category
        ? category.levels()
        : column.encoding() instanceof IndexEncoding index ? index.levels() : null;
  }

  /** How many rows there are, by column. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    columns.forEach((column, rows) -> counts.put(column, rows.count));
    return counts;
  }

  /** What is to be said of them, in lines. */
  public List<String> remarks() {
    return columns.entrySet().stream().map(each -> text(each.getKey(), each.getValue())).toList();
  }

  private static String text(String column, Rows rows) {
    return rows.count
        + (rows.count == 1 ? " row holds" : " rows hold")
        + " a level of "
        + column
        + " that the model does not know, as '"
        + rows.first
        + "'";
  }
}

package io.kindling.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table, and how its cells become features.
 *
 * @param column its name
 * @param encoding what a cell becomes
 * @param filling what a missing cell becomes; null if no cell may be missing
 */
public record FeatureColumn(String column, Encoding encoding, @Nullable Filling filling) {
  /**
   * What a missing cell becomes. Of several features, those of a category or of a date's parts are
   * 0.
   *
   * @param value the number, or date in days, that stands for it
   * @param indicator whether one more feature says which cells were missing: 1 for those, else 0
   */
  public record Filling(double value, boolean indicator) {}

  /**
   * A column of numbers of which none is missing.
   *
   * @param column its name
   * @return such a column
   */
  public static FeatureColumn number(String column) {
    return new FeatureColumn(column, new NumberEncoding(), null);
  }

  /** {@return the names of its features, at least one} */
  public List<String> features() {
    List<String> names = new ArrayList<>(encoding.features(column));
    if (filling != null && filling.indicator()) {
      names.add(column + " missing");
    }
    return names;
  }

  /** {@return how many levels it has if it is a category, else 0} */
  public int levels() {
    if (encoding instanceof IndexEncoding index) {
      return index.levels().size();
    }
    return encoding instanceof CategoryEncoding category ? category.levels().size() : 0;
  }

  /**
   * Puts a cell's features into a row.
   *
   * @param cell the cell, of this column
   * @param row where to put them
   * @param at where the first one goes
   * @param width how many there are
   * @throws io.kindling.error.DataException if the cell is missing and may not be, or it holds
   *     nothing of its column's kind; the message names the place and the column
   */
  public void put(Cell cell, double[] row, int at, int width) {
    Filling filled = filling;
    if (filled == null) {
      encoding.put(cell, row, at);
      return;
    }
    boolean missing = cell.isMissing();
    if (missing) {
      Arrays.fill(row, at, at + width, 0);
      row[at] = encoding.isCategory() ? 0 : filled.value();
    } else {
      encoding.put(cell, row, at);
    }
    if (filled.indicator()) {
      row[at + width - 1] = missing ? 1 : 0;
    }
  }
}

package io.kindling.table;

import io.kindling.error.DataException;
import java.util.Arrays;
import java.util.List;

/**
 * A category is one-hot: a number for each level, 1 for that of the cell and 0 for the others. A
 * level that was not there when the levels were found sets none of them, and so is a level of its
 * own.
 *
 * @param levels the levels
 */
public record CategoryEncoding(Classes levels) implements Encoding {
  /**
   * Checks the levels.
   *
   * @throws DataException if there is none
   */
  public CategoryEncoding {
    if (levels.size() == 0) {
      throw new DataException(
          "CategoryEncoding", "a category must have a level", "none", "at least one", null);
    }
  }

  @Override
  public List<String> features(String column) {
    return levels.labels().stream().map(level -> column + "=" + level).toList();
  }

  @Override
  public void put(Cell cell, double[] row, int at) {
    Arrays.fill(row, at, at + levels.size(), 0);
    int level = levels.index(cell.label());
    if (level >= 0) {
      row[at + level] = 1;
    }
  }
}

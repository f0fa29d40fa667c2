package io.kindling.table;

import io.kindling.error.DataException;
import java.util.List;

/**
 * A category is the number of its level, from 1: an index for a model that begins with {@code
 * column_embedding}, which has a vector for each. A level that was not there when the levels were
 * found is 0, and so a level of its own, which stands for no vector.
 *
 * @param levels the levels
 * @param dim how long their vectors are to be, at least 1
 */
public record IndexEncoding(Classes levels, int dim) implements Encoding {
  /** Float32, in which features come to a model, holds every index below. */
  static final int MOST_LEVELS = (1 << 24) - 1;

  /**
   * Checks the values.
   *
   * @throws DataException if there is no level, there are more than 2²⁴ − 1, or the vectors have no
   *     length
   */
  public IndexEncoding {
    if (levels.size() == 0 || levels.size() > MOST_LEVELS || dim < 1) {
      throw new DataException(
          "IndexEncoding",
          "a category must have levels, and each a vector",
          levels.size() + " levels, vectors of " + dim,
          "1 … " + MOST_LEVELS + " levels, vectors of 1 or more",
          null);
    }
  }

  /**
   * With vectors of the length that is usual for so many levels: their number's fourth root,
   * rounded up.
   *
   * @param levels the levels
   * @return such an encoding
   * @see <a href="https://developers.googleblog.com/en/introducing-tensorflow-feature-columns/">
   *     Introducing TensorFlow Feature Columns, 2017</a>
   */
  public static IndexEncoding of(Classes levels) {
    return new IndexEncoding(levels, (int) Math.ceil(Math.sqrt(Math.sqrt(levels.size()))));
  }

  @Override
  public List<String> features(String column) {
    return List.of(column);
  }

  @Override
  public void put(Cell cell, double[] row, int at) {
    row[at] = levels.index(cell.label()) + 1;
  }
}

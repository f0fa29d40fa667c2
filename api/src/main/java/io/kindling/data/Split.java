package io.kindling.data;

import io.kindling.core.TorchRandom;
import io.kindling.error.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data in two parts: what is learned from, and what the learning is judged by.
 *
 * @param training the rows to learn from
 * @param validation the rows to judge by
 */
public record Split(TableDataset training, TableDataset validation) {
  /**
   * k-fold cross-validation, as scikit-learn's {@code KFold}: the rows in k parts of nearly equal
   * size, the first ones a row larger; each part is for validation once.
   *
   * @param data the rows
   * @param k how many parts, from 2 to the number of rows
   * @param random puts the rows in random order first; null to leave them in their own
   * @return k splits
   * @throws DataException if k is out of range
   */
  public static List<Split> kFold(TableDataset data, int k, @Nullable TorchRandom random) {
    int rows = data.rows();
    if (k < 2 || k > rows) {
      throw new DataException(
          "kFold",
          "each part must have at least one row",
          k + " parts",
          "2 … " + rows + " parts",
          null);
    }
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    if (random != null) {
      order = random.randperm(rows);
    }
    List<Split> splits = new ArrayList<>();
    int from = 0;
    for (int fold = 0; fold < k; fold++) {
      int to = from + rows / k + (fold < rows % k ? 1 : 0);
      int[] rest = Arrays.copyOf(order, rows - (to - from));
      System.arraycopy(order, to, rest, from, rows - to);
      splits.add(new Split(data.select(rest), data.select(Arrays.copyOfRange(order, from, to))));
      from = to;
    }
    return splits;
  }
}

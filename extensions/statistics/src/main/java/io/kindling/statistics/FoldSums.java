package io.kindling.statistics;

import io.kindling.error.DataException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sums of each fold, which are made when its first row comes: there may be fewer rows. */
final class FoldSums {
  private final List<String> columns;
  private final boolean weighted;
  private final @Nullable Moments[] folds;

  FoldSums(List<String> columns, boolean weighted, int count) {
    this.columns = columns;
    this.weighted = weighted;
    this.folds = new Moments[count];
  }

  int count() {
    return folds.length;
  }

  /** {@return a block for rows of the folds} */
  RowBlock block() {
    RowBlock block = new RowBlock(columns.size() + 1, weighted);
    block.clear();
    return block;
  }

  Moments of(int fold) {
    Moments sums = folds[fold];
    if (sums == null) {
      sums = Moments.of(columns, weighted);
      folds[fold] = sums;
    }
    return sums;
  }

  /**
   * {@return those of all folds}
   *
   * @throws DataException if one has no row
   */
  List<Moments> all() {
    long rows = Arrays.stream(folds).filter(Objects::nonNull).mapToLong(Moments::rows).sum();
    if (rows < folds.length) {
      throw new DataException(
          "folds",
          "each fold must have a row",
          folds.length + " folds of " + rows + (rows == 1 ? " row" : " rows"),
          rows < 2 ? "two rows at least" : rows == 2 ? "2 folds" : "2 … " + rows + " folds",
          null);
    }
    return Arrays.asList(folds);
  }
}

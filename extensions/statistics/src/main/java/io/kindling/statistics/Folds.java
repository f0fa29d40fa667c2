package io.kindling.statistics;

import io.kindling.error.DataException;
import io.kindling.table.FeatureColumns;
import io.kindling.table.Table;
import io.kindling.text.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * The sums of a table's rows in k parts, for k-fold cross-validation: what a fit on all rows but a
 * fold's needs, and how far it is off on those, follow from the sums of all folds and of that one.
 *
 * @param moments sums of each fold, of the same columns
 * @param leftOut how many rows had a missing cell, and are in none
 */
public record Folds(List<Moments> moments, long leftOut) {
  /**
   * Copies the list.
   *
   * @throws DataException if there are fewer than two, or one has no row that counts
   */
  public Folds {
    moments = List.copyOf(moments);
    if (moments.size() < 2) {
      throw new DataException(
          "Folds",
          "there must be two folds at least",
          moments.size() + "",
          "10 for instance",
          null);
    }
    for (Moments fold : moments) {
      if (fold.exact(0, 0).isZero()) {
        throw new DataException(
            "Folds",
            "each fold must have a row",
            "one of " + moments.size() + " without any",
            "no more folds than rows",
            null);
      }
    }
  }

  /**
   * Sums a table, in one pass. Rows are counted as they come, without those that are left out or of
   * weight 0: each k of them are dealt to the k folds in the order that {@code torch.randperm(k)}
   * draws next behind {@code torch.manual_seed(seed)}.
   *
   * @param design what explains, and which column is explained
   * @param table the table
   * @param k how many folds there are to be, 2 at least
   * @param seed the seed
   * @return the sums of each fold
   * @throws DataException if there are fewer than two folds, or fewer rows than folds, or the table
   *     has not these columns, or a cell does not hold what it must, or there is not memory enough
   */
  public static Folds of(Design design, Table table, int k, long seed) {
    checkCount(k);
    FeatureColumns plain = design.isPlain() ? design.withTarget() : null;
    List<String> names = new ArrayList<>(plain == null ? design.names() : plain.features());
    if (plain == null) {
      names.add(design.target());
    }
    SumChecks.memory(names.size(), k + 1L); // those of all rows too
    FoldSums folds = new FoldSums(names, design.weights() != null, k);
    FoldOrder order = new FoldOrder(k, seed);
    long leftOut = 0;
    if (plain == null) {
      leftOut = deal(design, table, order, folds);
    } else {
      TableReading.deal(table, plain, order, folds);
    }
    return new Folds(folds.all(), leftOut);
  }

  /**
   * The sums of groups, each of which is a fold: of patients or sites, whose rows may be alike, so
   * that a fit is judged by those that it has seen nothing of.
   *
   * @param groups the groups
   * @return their sums
   * @throws DataException if there are fewer than two, or there is not memory enough
   */
  public static Folds of(Groups groups) {
    List<String> labels = groups.labels();
    if (labels.size() < 2) {
      throw new DataException(
          "fold-by",
          "there must be two groups at least, each of them a fold",
          labels.isEmpty() ? "none" : "one, " + Printable.quoted(labels.get(0)),
          "two labels or more",
          null);
    }
    SumChecks.memory(groups.columns().size(), labels.size() + 1L); // those of all rows too
    return new Folds(labels.stream().map(groups::moments).toList(), groups.leftOut());
  }

  private static long deal(Design design, Table table, FoldOrder order, FoldSums folds) {
    try (DesignRows rows = design.open(table)) {
      while (rows.advance()) {
        rows.addTo(folds.of(order.next()));
      }
      return rows.leftOut();
    }
  }

  private static void checkCount(int k) {
    if (k < 2) {
      throw new DataException(
          "folds", "there must be two folds at least", k + "", "10 for instance", null);
    }
  }

  /** {@return the sums of all rows} */
  public Moments all() {
    Moments all = Moments.of(moments.get(0).columns(), moments.get(0).weighted());
    moments.forEach(all::merge);
    return all;
  }
}

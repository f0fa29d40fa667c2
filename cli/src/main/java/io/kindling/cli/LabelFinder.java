package io.kindling.cli;

import io.kindling.core.DType;
import io.kindling.error.DataException;
import io.kindling.nn.BceWithLogitsSpec;
import io.kindling.nn.LossSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the labels that a loss is to tell apart. */
final class LabelFinder {
  private LabelFinder() {}

  /** Whether a loss is about labels. */
  static boolean suits(LossSpec loss) {
    return isBinary(loss) || loss.targetType() == DType.INT64;
  }

  private static boolean isBinary(LossSpec loss) {
    return loss instanceof BceWithLogitsSpec;
  }

  /**
   * Finds the classes of a table that was read for its labels.
   *
   * @param saved the classes that the model knows already; null if it is new
   * @throws DataException if the loss does not take them, or the model does not know one
   */
  static Labels find(Table table, LossSpec loss, @Nullable List<Classes> saved) {
    boolean binary = isBinary(loss);
    if (!binary && table.targets().size() > 1) {
      String got = String.join(", ", table.targets());
      throw new DataException(
          "--target", loss + " takes one column", got, "one column", "train a model for each");
    }
    List<Classes> classes = new ArrayList<>();
    for (int target = 0; target < table.targets().size(); target++) {
      Classes found =
          saved != null && saved.size() == table.targets().size()
              ? saved.get(target)
              : Classes.of(table.labels(target));
      check(table.place(target), found, loss);
      classes.add(found);
    }
    Labels labels = new Labels(table.targets(), classes, binary);
    for (int target = 0; target < classes.size(); target++) {
      labels.truth(table, target); // finds out whether every label is known
    }
    return labels;
  }

  private static void check(String place, Classes classes, LossSpec loss) {
    if (classes.size() < 2) {
      throw new DataException(
          place,
          "there must be two labels or more",
          "'" + classes.label(0) + "' in every row",
          "rows with another label",
          null);
    }
    if (isBinary(loss) && classes.size() > 2) {
      throw new DataException(
          place,
          loss + " takes two labels",
          classes.size() + " labels: " + classes,
          "2",
          "use --loss \"cross_entropy()\"");
    }
  }
}

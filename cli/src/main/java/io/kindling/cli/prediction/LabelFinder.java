package io.kindling.cli.prediction;

import io.kindling.cli.table.TrainingTable;
import io.kindling.core.DType;
import io.kindling.error.DataException;
import io.kindling.nn.LossSpec;
import io.kindling.table.Classes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the labels that a loss is to tell apart. */
public final class LabelFinder {
  private LabelFinder() {}

  /** Whether a loss takes one logit a column, which has two labels. */
  private static boolean takesTwoLabels(LossSpec loss) {
    return loss.takesLabels() && loss.targetType() == DType.FLOAT32;
  }

  /**
   * Finds the classes of a table that was read for its labels.
   *
   * @param saved the classes that the model knows already; null if it is new
   * @throws DataException if the loss does not take them, or the model does not know one
   */
  public static Labels find(TrainingTable table, LossSpec loss, @Nullable List<Classes> saved) {
    boolean binary = takesTwoLabels(loss);
    if (!binary && table.targets().size() > 1) {
      String got = String.join(", ", table.targets());
      throw new DataException(
          "--target",
          loss + " takes one column",
          got,
          "one column",
          "train one model for each column");
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
    for (int target = 0; target < classes.size(); target++) {
      checkKnown(
          table,
          target,
          classes.get(target),
          "train without --init, or leave the rows with other labels out");
    }
    return new Labels(table.targets(), classes, binary);
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
    if (takesTwoLabels(loss) && classes.size() > 2) {
      throw new DataException(
          place,
          loss + " takes two labels",
          classes.size() + " labels: " + classes,
          "2",
          "use --loss \"cross_entropy()\"");
    }
  }

  /** Finds out whether a model knows all labels of a table. */
  static void checkKnown(TrainingTable table, int target, Classes classes, String remedy) {
    for (String label : table.labels(target)) {
      if (classes.index(label) < 0) {
        throw new DataException(
            table.place(target),
            "the model must know every label",
            "'" + label + "'",
            classes + "",
            remedy);
      }
    }
  }
}

package io.kindling.cli.report;

import io.kindling.cli.prediction.Labels;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.table.TrainingTable;
import io.kindling.data.Standardizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody should know of a table before a model is trained on it. */
public final class Remarks {
  private static final int MOST_NAMED = 5;

  private Remarks() {}

  /**
   * Looks at a table.
   *
   * @param scaling what is done to the columns; null for nothing
   * @return lines, mostly none
   */
  public static List<String> of(
      TrainingTable table, Targets targets, @Nullable Standardizer scaling) {
    List<String> blurred = new ArrayList<>();
    if (scaling == null || scaling.features() == null) {
      blurred.addAll(table.featurePrecision().blurred());
    }
    if (!table.holdsLabels() && (scaling == null || scaling.targets() == null)) {
      blurred.addAll(table.targetPrecision().blurred());
    }
    List<String> remarks = new ArrayList<>();
    if (!blurred.isEmpty()) {
      remarks.add(
          "float32 blurs "
              + named(blurred)
              + ", far from 0 for the spread: --standardize scales before it rounds");
    }
    if (targets instanceof Labels labels) {
      for (int target = 0; target < labels.names().size(); target++) {
        List<String> two = labels.classes().get(target).spellings();
        if (!two.isEmpty()) {
          remarks.add(
              "the labels of "
                  + labels.names().get(target)
                  + " are text: "
                  + String.join(" and ", two)
                  + " are one number in two spellings");
        }
      }
    }
    return remarks;
  }

  private static String named(List<String> columns) {
    int more = columns.size() - MOST_NAMED;
    String first = String.join(", ", columns.subList(0, Math.min(MOST_NAMED, columns.size())));
    return more > 0 ? first + " and " + more + " other columns" : first;
  }
}

package io.kindling.cli.report;

import io.kindling.cli.prediction.Labels;
import io.kindling.cli.prediction.Quantities;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.table.LoadedTable;
import io.kindling.cli.table.Prepared;
import io.kindling.cli.table.TrainingTable;
import io.kindling.cli.text.Numbers;
import io.kindling.data.Standardizer;
import io.kindling.table.BooleanEncoding;
import io.kindling.table.CategoryEncoding;
import io.kindling.table.DateEncoding;
import io.kindling.table.FeatureColumn;
import io.kindling.table.IndexEncoding;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What somebody should know of a table before a model is trained on it. */
public final class Remarks {
  private static final int MOST_NAMED = 5;

  /** Fewer levels are categories, in however few rows they are. */
  private static final int FEWEST_NAMES = 50;

  /** In fewer rows two numbers may be all that there are by chance. */
  private static final int MANY_ROWS = 20;

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
    if (table.beside().weights() != null) {
      remarks.add("rows count by " + table.beside().weights());
    }
    if (table.beside().offset() != null) {
      remarks.add("added to the model's output: " + table.beside().offset());
    }
    List<String> names = names(table);
    if (!names.isEmpty()) {
      remarks.add(
          "another level in nearly every row says nothing about new rows: --exclude "
              + String.join(",", names));
    }
    if (!blurred.isEmpty()) {
      remarks.add(
          "float32 blurs "
              + named(blurred)
              + ", far from 0 for the spread: --standardize scales before it rounds");
    }
    if (table instanceof LoadedTable && targets instanceof Quantities quantities) {
      for (int target = 0; target < quantities.names().size(); target++) {
        String two = two(table, target, quantities.names().size());
        if (two != null) {
          remarks.add(
              quantities.names().get(target)
                  + " holds only "
                  + two
                  + ": if these are labels, --loss 'bce_with_logits()' learns how probable each is");
        }
      }
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

  /** Categories of as many levels as rows, or half as many. */
  private static List<String> names(TrainingTable table) {
    return table.prepared().columns().columns().stream()
        .filter(column -> column.levels() >= FEWEST_NAMES && column.levels() > table.rows() / 2)
        .map(FeatureColumn::column)
        .toList();
  }

  /** The two whole numbers that a target has in many rows; null where it has others. */
  private static @Nullable String two(TrainingTable table, int target, int targets) {
    Set<Double> found = new TreeSet<>();
    if (table.rows() >= MANY_ROWS) {
      table.forEach(
          rows -> {
            for (int row = 0; row < rows.count() && found.size() <= 2; row++) {
              found.add(rows.numbers()[row * targets + target]);
            }
          });
    }
    boolean whole = found.stream().allMatch(number -> number == Math.rint(number));
    return found.size() == 2 && whole
        ? found.stream().map(Numbers::given).collect(Collectors.joining(" and "))
        : null;
  }

  /** Names the features that are the same in all rows that a model learns from. */
  public static Optional<String> constant(List<String> features, BitSet constant) {
    List<String> names = constant.stream().mapToObj(features::get).toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the same in every row: "
                + named(names)
                + (names.size() == 1
                    ? "; it cannot tell anything"
                    : "; they cannot tell anything"));
  }

  /** What was made of a table's columns that nobody has asked for, in lines. */
  public static List<String> of(Prepared prepared) {
    List<String> remarks = new ArrayList<>();
    add(remarks, "categories: ", pieces(prepared, Remarks::category));
    add(remarks, "embedded categories: ", pieces(prepared, Remarks::embedded));
    add(remarks, "dates, in days from 1970-01-01: ", pieces(prepared, Remarks::date));
    add(remarks, "yes is 1, no is 0: ", pieces(prepared, Remarks::truth));
    add(remarks, "missing cells stand for: ", pieces(prepared, Remarks::filling));
    prepared.leftOut().forEach(left -> remarks.add("left out: " + left));
    remarks.addAll(prepared.remarks());
    return remarks;
  }

  /** The levels of categories that others are compared to, in a line if there are any. */
  public static List<String> compared(List<String> levels) {
    return levels.isEmpty() ? List.of() : List.of("compared to " + String.join(", ", levels));
  }

  private static void add(List<String> remarks, String what, List<String> pieces) {
    if (!pieces.isEmpty()) {
      remarks.add(what + named(pieces));
    }
  }

  private static List<String> pieces(
      Prepared prepared, Function<FeatureColumn, @Nullable String> piece) {
    return prepared.columns().columns().stream().map(piece).filter(Objects::nonNull).toList();
  }

  private static @Nullable String category(FeatureColumn column) {
    return column.encoding() instanceof CategoryEncoding category
        ? column.column() + " (" + category.levels().size() + " levels)"
        : null;
  }

  /** As it is typed with --categorical. */
  private static @Nullable String embedded(FeatureColumn column) {
    return column.encoding() instanceof IndexEncoding index
        ? column.column() + ":embedding=" + index.dim() + " (" + index.levels().size() + " levels)"
        : null;
  }

  private static @Nullable String date(FeatureColumn column) {
    return column.encoding() instanceof DateEncoding ? column.column() : null;
  }

  private static @Nullable String truth(FeatureColumn column) {
    return column.encoding() instanceof BooleanEncoding ? column.column() : null;
  }

  private static @Nullable String filling(FeatureColumn column) {
    FeatureColumn.Filling filling = column.filling();
    if (filling == null) {
      return null;
    }
    return column.encoding().isCategory()
        ? "no level of " + column.column()
        : Numbers.shown(filling.value()) + " in " + column.column();
  }

  private static String named(List<String> columns) {
    int more = columns.size() - MOST_NAMED;
    String first = String.join(", ", columns.subList(0, Math.min(MOST_NAMED, columns.size())));
    return more > 0 ? first + " and " + more + " other columns" : first;
  }
}

package io.kindling.cli.options;

import io.kindling.cli.table.IndexColumns;
import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.table.RowColumns;
import io.kindling.table.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which columns of a table are what. */
public final class ColumnOptions {
  @Option(
      names = "--target",
      paramLabel = "COL[,COL]",
      description =
          "The column or columns to predict; * in a name stands for any characters, and a name with"
              + " a comma stands in double quotes.")
  private List<String> targets = List.of();

  @Option(
      names = "--features",
      paramLabel = "COL[,COL]",
      description = "The columns to predict from. Default: all others.")
  private List<String> features = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "COL[,COL]",
      description = "Columns not to predict from.")
  private List<String> excluded = List.of();

  @Option(
      names = "--weights",
      paramLabel = "COL",
      description = "The column that says how much a row counts, 0 or more. Default: all alike.")
  private @Nullable String weights;

  private final List<String> leftOut = new ArrayList<>();

  /** Finds out that there is something to predict. */
  void checkTarget() {
    if (targets.isEmpty()) {
      throw new DataException(
          "--target", "a table needs a column to predict", "none", "--target COLUMN", null);
    }
  }

  /** Whether the columns to predict from were named. */
  boolean areNamed() {
    return !features.isEmpty();
  }

  /** The column of weights; null for none. */
  @Nullable String weights() {
    return ColumnNames.one(weights);
  }

  /** One of these options that was typed; null where none was. */
  @Nullable String typed() {
    return !targets.isEmpty()
        ? "--target"
        : !features.isEmpty()
            ? "--features"
            : !excluded.isEmpty() ? "--exclude" : weights != null ? "--weights" : null;
  }

  /**
   * What is what in a table.
   *
   * @param known the columns of the model that training starts from
   * @param offset the column of offsets; null for none
   */
  ColumnChoice choice(
      List<String> header, List<String> known, Table table, @Nullable String offset) {
    List<String> except = ColumnNames.split("--exclude", excluded, header);
    List<String> out = ColumnNames.split("--target", targets, header);
    List<String> in = ColumnNames.split("--features", features, header);
    String weighing = weights();
    checkApart("--weights", weighing, header, out, in);
    checkApart("--offset", offset, header, out, in);
    if (weighing != null && weighing.equals(offset)) {
      throw twice("--offset", weighing, "--weights");
    }
    if (features.isEmpty()) {
      Set<String> used = new HashSet<>(known);
      List.of(out, except, new RowColumns(weighing, offset).names()).forEach(used::addAll);
      Map<String, String> useless = IndexColumns.of(table, header, used);
      used.addAll(useless.keySet());
      if (!used.containsAll(header)) { // else there would be nothing to predict from
        except.addAll(useless.keySet());
        leftOut.addAll(useless.values());
      }
    }
    except.addAll(new RowColumns(weighing, offset).names());
    return ColumnChoice.targets(out).features(in).except(except);
  }

  /** Finds a column that is not there, or is a feature or target too. */
  private static void checkApart(
      String option,
      @Nullable String column,
      List<String> header,
      List<String> targets,
      List<String> features) {
    if (column == null) {
      return;
    }
    if (!header.contains(column)) {
      throw new DataException(
          option,
          "there must be such a column",
          "'" + column + "'",
          String.join(", ", header),
          null);
    }
    if (targets.contains(column)) {
      throw twice(option, column, "--target");
    }
    if (features.contains(column)) {
      throw twice(option, column, "--features");
    }
  }

  private static DataException twice(String option, String column, String other) {
    return new DataException(
        option,
        "a column must have one use",
        "'" + column + "', which " + other + " names too",
        "a column of its own",
        null);
  }

  /** What is what among columns of which sums were saved. */
  ColumnChoice.Found among(List<String> header, String source) {
    ColumnChoice.Terms terms =
        new ColumnChoice.Terms(source, "--target", "--features", names -> null);
    return ColumnChoice.targets(ColumnNames.split("--target", targets, header))
        .features(ColumnNames.split("--features", features, header))
        .except(ColumnNames.split("--exclude", excluded, header))
        .among(header, terms);
  }

  /** What was left out that nobody has named, in lines. */
  List<String> remarks() {
    return leftOut.stream().map(column -> "left out: " + column).toList();
  }
}

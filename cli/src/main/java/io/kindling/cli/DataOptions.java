package io.kindling.cli;

import io.kindling.error.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which table to train on. */
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "FILE.csv",
      description = "The table; its first line names the columns. Without it: y = 2x + 1 at 0..10.")
  private @Nullable Path file;

  @Option(
      names = "--target",
      paramLabel = "COL",
      split = ",",
      description = "The column or columns to predict.")
  private List<String> targets = List.of();

  @Option(
      names = "--features",
      paramLabel = "COL",
      split = ",",
      description = "The columns to predict from. Default: all others.")
  private List<String> features = List.of();

  @Nullable Path file() {
    return file;
  }

  /**
   * Reads the table.
   *
   * @param withLabels whether the targets are labels; else they are numbers
   */
  Table read(boolean withLabels) {
    if (file == null) {
      if (!targets.isEmpty() || !features.isEmpty()) {
        String got = targets.isEmpty() ? "--features" : "--target";
        throw new DataException("--data", "columns need a file", got + " alone", "--data", null);
      }
      return Table.tutorial(withLabels);
    }
    if (targets.isEmpty()) {
      throw new DataException(
          "--target", "a file needs a column to predict", "none", "--target COLUMN", null);
    }
    try (CsvTable csv = new CsvTable(file)) {
      return read(csv, withLabels);
    }
  }

  private Table read(CsvTable csv, boolean withLabels) {
    List<String> out = stripped(targets);
    int[] outColumns = csv.columns(out);
    List<String> in = features.isEmpty() ? others(csv.header(), out) : stripped(features);
    int[] inColumns = csv.columns(in);
    checkApart(in, out);
    FloatList x = new FloatList();
    FloatList y = new FloatList();
    List<List<String>> labels = new ArrayList<>();
    if (withLabels) {
      out.forEach(name -> labels.add(new ArrayList<>()));
    }
    while (csv.hasNext()) {
      CsvRow row = csv.nextRow();
      for (int column : inColumns) {
        x.add(row.feature(column));
      }
      for (int i = 0; i < outColumns.length; i++) {
        if (withLabels) {
          labels.get(i).add(row.label(outColumns[i]));
        } else {
          y.add(row.target(outColumns[i]));
        }
      }
    }
    if (x.size() == 0) {
      throw new DataException(file + "", "there must be a row", "a header only", "data", null);
    }
    return new Table(file + "", in, out, x.toArray(), y.toArray(), labels);
  }

  private static List<String> stripped(List<String> names) {
    return names.stream().map(String::strip).toList();
  }

  private static List<String> others(List<String> header, List<String> targets) {
    List<String> others = new ArrayList<>(header);
    others.removeAll(targets);
    return others;
  }

  private void checkApart(List<String> in, List<String> out) {
    if (in.isEmpty()) {
      throw new DataException(
          file + ", line 1", "there must be a column to predict from", "none", "a feature", null);
    }
    checkOnce("--target", out);
    checkOnce("--features", in);
    Set<String> both = new TreeSet<>(in);
    both.retainAll(out);
    if (!both.isEmpty()) {
      throw new DataException(
          "--features", "a target is no feature", both + " as both", "each once", null);
    }
  }

  private static void checkOnce(String option, List<String> names) {
    for (String name : names) {
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw new DataException(
            option, "a column is named once", "'" + name + "' twice", "it once", null);
      }
    }
  }
}

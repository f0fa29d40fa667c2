package io.kindling.cli.options;

import io.kindling.cli.table.WatchedTable;
import io.kindling.cli.text.Progress;
import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.file.FileFailures;
import io.kindling.statistics.Moments;
import io.kindling.statistics.TableSums;
import io.kindling.table.FeatureColumns;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sums of tables, of columns that all of them have, and sums that were saved. */
public final class SumFiles implements Closeable {
  @Mixin private TableOptions text;

  @Option(
      names = "--features",
      paramLabel = "COL[,COL]",
      description =
          "The columns, of numbers, by name or by pattern. Default: those of the sums that were"
              + " saved, or all columns of the table but the weights.")
  private List<String> features = List.of();

  @Option(
      names = "--weights",
      paramLabel = "COL",
      description = "The column that says how much a row counts, 0 or more. Default: all alike.")
  private @Nullable String weights;

  @Option(
      names = "--missing",
      paramLabel = "WHAT",
      description =
          "What is done about a row with a missing cell: fail, or drop, which leaves it out."
              + " Default: fail.")
  private Unfilled missing = Unfilled.FAIL;

  private long leftOut;

  /**
   * Adds files up: those with sums first, whose columns the tables must then have.
   *
   * @param files tables, and files of sums
   * @param columns the columns that there must be; none if that is for the files to say
   * @param progress shows how far a table is read
   */
  public Moments add(List<Path> files, List<String> columns, Progress progress) {
    Moments all = null;
    for (Path file : files.stream().filter(Moments::isSaved).toList()) {
      all = joined(all, load(file));
    }
    List<Path> tables = files.stream().filter(file -> !Moments.isSaved(file)).toList();
    if (!tables.isEmpty() || all == null) {
      all = joined(all, read(tables, all == null ? columns : all.columns(), progress));
    }
    return all;
  }

  private static Moments joined(@Nullable Moments all, Moments more) {
    if (all == null) {
      return more;
    }
    all.merge(more);
    return all;
  }

  private static Moments load(Path file) {
    try {
      return Moments.load(file);
    } catch (IOException e) {
      throw FileFailures.unreadable(file.toString(), e, "sums that kindling moments wrote");
    }
  }

  private Moments read(List<Path> files, List<String> columns, Progress progress) {
    Table table = WatchedTable.of(text.open(files), progress, "reading");
    text.checkTyped();
    String weight = ColumnNames.one(weights);
    List<String> names = columns.isEmpty() ? columns(table, weight) : columns;
    boolean drops = missing == Unfilled.DROP;
    TableSums sums = TableSums.of(table, FeatureColumns.numbers(names), weight, drops);
    leftOut += sums.leftOut();
    return sums.moments();
  }

  /** How many rows of the tables that have been read had a missing cell, and are in no sums. */
  public long leftOut() {
    return leftOut;
  }

  private List<String> columns(Table table, @Nullable String weight) {
    try (TableRows rows = table.open()) {
      List<String> header = rows.header();
      ColumnChoice.Terms terms = rows.terms();
      return features.isEmpty()
          ? header.stream().filter(name -> !name.equals(weight)).toList()
          : ColumnNames.among("--features", features, header, terms);
    } catch (IOException e) {
      throw table.unreadable(e);
    }
  }

  /**
   * Finds out that nothing was typed that is for other files: columns are not named where sums that
   * were saved have theirs, and how tables are read is for tables.
   *
   * @param files tables, and files of sums
   * @param gone the same, to be taken out again
   */
  public void check(List<Path> files, List<Path> gone) {
    List<Path> all = Stream.concat(files.stream(), gone.stream()).toList();
    if (all.stream().allMatch(Moments::isSaved)) {
      text.noText("nothing but saved sums");
      text.checkTyped();
      String typed = weights != null ? "--weights" : missing != Unfilled.FAIL ? "--missing" : null;
      if (typed != null) {
        throw new UsageException(
            typed
                + " is for tables: sums have the rows in them that were added, and their weights");
      }
    }
    if (!features.isEmpty() && files.stream().anyMatch(Moments::isSaved)) {
      throw new DataException(
          "--features",
          "sums that were saved have their columns",
          String.join(",", features),
          "no --features beside a .kstat file",
          null);
    }
  }

  @Override
  public void close() {
    text.close();
  }
}

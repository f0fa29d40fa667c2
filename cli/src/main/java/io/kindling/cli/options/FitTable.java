package io.kindling.cli.options;

import io.kindling.cli.table.Prepared;
import io.kindling.cli.table.TableSummary;
import io.kindling.cli.table.WatchedTable;
import io.kindling.cli.text.Progress;
import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.report.DataSummary;
import io.kindling.statistics.Design;
import io.kindling.statistics.Moments;
import io.kindling.table.RowColumns;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Which table to fit, and what of it explains which column. */
public final class FitTable implements Closeable {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private AskedTable asked;
  @Mixin private ColumnOptions columns;
  @Mixin private PreparationOptions preparation;

  /**
   * A table that is open.
   *
   * @param design all features, each of them a term, and the column that they explain
   * @param prepared how columns became features
   * @param by the columns that tell groups apart; none for one fit of all
   */
  public record Opened(Table table, Design design, Prepared prepared, List<String> by) {}

  /** Its files, by the option that names them; none where a database is asked. */
  public Map<String, List<Path>> files() {
    return asked.files();
  }

  private List<Path> tables() {
    return files().values().stream().flatMap(List::stream).toList();
  }

  /** The file of sums that was named in place of a table; null where none was. */
  public @Nullable Path sums() {
    List<Path> files = tables();
    return files.size() == 1 && Moments.isSaved(files.get(0)) ? files.get(0) : null;
  }

  /**
   * What explains in saved sums, and then what is explained.
   *
   * @param moments the sums
   * @param file where they are from
   */
  public List<String> columns(Moments moments, Path file) {
    columns.checkTarget();
    asked.checkSums(file);
    if (columns.weights() != null) {
      throw new UsageException(
          "--weights is for tables: sums have the weights of their rows in them");
    }
    String typed = preparation.typed();
    if (typed != null) {
      throw new UsageException(
          typed + " is for tables: sums have the numbers of their rows in them");
    }
    List<String> names = moments.columns();
    ColumnChoice.Found found = columns.among(names, file.toString());
    checkOne(found);
    List<String> all = new ArrayList<>();
    found.features().forEach(column -> all.add(names.get(column)));
    all.add(names.get(found.targets().get(0)));
    return all;
  }

  private void checkOne(ColumnChoice.Found found) {
    if (found.targets().size() != 1) {
      throw new DataException(
          "--target",
          command.name() + " explains one column",
          found.targets().size() + " of them",
          "one",
          "take each by itself");
    }
  }

  /**
   * Opens it, until this is closed, and finds out what its columns hold.
   *
   * @param offset the column of offsets; null for none
   * @param groups the columns that tell groups apart, which explain nothing unless they are named
   */
  public Opened open(Progress progress, @Nullable String offset, GroupColumns groups) {
    Table opened = asked.open(command.name());
    columns.checkTarget();
    Table table = WatchedTable.of(opened, progress, "reading").unchanged();
    ColumnChoice.Found found = found(opened, offset);
    List<String> header = opened.header();
    List<String> by = groups.among(header);
    checkGroups(groups, by, header.get(found.targets().get(0)));
    List<String> features =
        found.features().stream()
            .map(header::get)
            .filter(name -> columns.areNamed() || !by.contains(name))
            .toList();
    if (features.isEmpty()) {
      throw new DataException(
          groups.option(),
          "there must be a column that explains beside those that tell groups apart",
          String.join(", ", by) + " and the target",
          "another column",
          null);
    }
    Prepared prepared = preparation.oneHot(columns.areNamed()).find(table, features);
    Design design =
        Design.of(prepared.columns(), header.get(found.targets().get(0)))
            .withWeights(columns.weights())
            .withDrops(prepared.drops());
    return new Opened(table, design, prepared, by);
  }

  private static void checkGroups(GroupColumns groups, List<String> by, String target) {
    if (by.contains(target)) {
      throw new DataException(
          groups.option(),
          "the target must not tell groups apart, in each of which it would be the same",
          "'" + target + "'",
          "other columns",
          null);
    }
  }

  private ColumnChoice.Found found(Table table, @Nullable String offset) {
    try (TableRows rows = table.open()) {
      ColumnChoice.Terms own = rows.terms();
      ColumnChoice.Found found =
          columns
              .choice(rows.header(), List.of(), table, offset)
              .among(
                  rows.header(),
                  new ColumnChoice.Terms(own.table(), "--target", "--features", own.hint()));
      checkOne(found);
      return found;
    } catch (IOException e) {
      throw table.unreadable(e);
    }
  }

  /**
   * What is in the columns of a fit, by one more pass.
   *
   * @param offset the column of offsets; null for none
   */
  public DataSummary summary(Opened opened, @Nullable String offset) {
    Design design = opened.design();
    return TableSummary.withDigests(
        DataSummary.of(
            opened.table(),
            design.columns(),
            List.of(design.target()),
            new RowColumns(design.weights(), offset)),
        tables());
  }

  /** What the user has not said, in lines. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(asked.remarks());
    remarks.addAll(columns.remarks());
    return remarks;
  }

  @Override
  public void close() {
    asked.close();
  }
}

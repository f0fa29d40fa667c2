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
import picocli.CommandLine.Option;

/** Which table to fit, and what of it explains which column. */
public final class FitTable implements Closeable {
  private static final String DATA = "--data";

  @Option(
      names = DATA,
      paramLabel = "FILE[,FILE]",
      description =
          "The table; its first line names the columns. Several files, also as 'part-*.csv', are one"
              + " table; - is standard input.")
  private List<String> data = List.of();

  @Mixin private TableArgument argument;
  @Mixin private TableOptions text;
  @Mixin private JdbcOptions database;
  @Mixin private ColumnOptions columns;
  @Mixin private PreparationOptions preparation;

  /**
   * A table that is open.
   *
   * @param design all features, each of them a term, and the column that they explain
   * @param prepared how columns became features
   */
  public record Opened(Table table, Design design, Prepared prepared) {}

  /** Its files, by the option that names them; none where a database is asked. */
  public Map<String, List<Path>> files() {
    return Map.of(DATA, TableNames.files(DATA, argument.or(data)));
  }

  /** The file of sums that was named in place of a table; null where none was. */
  public @Nullable Path sums() {
    List<Path> files = files().getOrDefault(DATA, List.of());
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
    if (columns.weights() != null) {
      throw new UsageException(
          "--weights is for tables: sums have the weights of their rows in them");
    }
    List<String> names = moments.columns();
    ColumnChoice.Found found = columns.among(names, file.toString());
    checkOne(found);
    List<String> all = new ArrayList<>();
    found.features().forEach(column -> all.add(names.get(column)));
    all.add(names.get(found.targets().get(0)));
    return all;
  }

  private static void checkOne(ColumnChoice.Found found) {
    if (found.targets().size() != 1) {
      throw new DataException(
          "--target",
          "fit explains one column",
          found.targets().size() + " of them",
          "one",
          "fit each by itself");
    }
  }

  /**
   * Opens it, until this is closed, and finds out what its columns hold.
   *
   * @param offset the column of offsets; null for none
   * @param by columns of groups, which explain nothing unless they are named
   */
  public Opened open(Progress progress, @Nullable String offset, List<String> by) {
    List<String> typed = argument.or(data);
    Table answer = database.table(typed, text);
    if (answer == null && typed.isEmpty()) {
      throw new UsageException("fit needs a table: TABLE, --data FILE, or --jdbc URL --query SQL");
    }
    columns.checkTarget();
    Map<String, List<Path>> files = files();
    TableNames.checkStandardInput(files);
    Table opened = answer == null ? text.open(files.getOrDefault(DATA, List.of())) : answer;
    text.checkTyped();
    Table table = WatchedTable.of(opened, progress, "reading").unchanged();
    ColumnChoice.Found found = found(opened, offset);
    List<String> header = opened.header();
    List<String> features =
        found.features().stream()
            .map(header::get)
            .filter(name -> columns.areNamed() || !by.contains(name))
            .toList();
    Prepared prepared = preparation.oneHot(columns.areNamed()).find(table, features);
    Design design =
        Design.of(prepared.columns(), header.get(found.targets().get(0)))
            .withWeights(columns.weights())
            .withDrops(prepared.drops());
    return new Opened(table, design, prepared);
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
    List<Path> files = database.isThere() ? List.of() : files().getOrDefault(DATA, List.of());
    Design design = opened.design();
    return TableSummary.withDigests(
        DataSummary.of(
            opened.table(),
            design.columns(),
            List.of(design.target()),
            new RowColumns(design.weights(), offset)),
        files);
  }

  /** What the user has not said, in lines. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(text.remarks());
    remarks.addAll(columns.remarks());
    return remarks;
  }

  @Override
  public void close() {
    text.close();
  }
}

package io.kindling.cli.options;

import io.kindling.cli.table.CellRules;
import io.kindling.cli.table.Holding;
import io.kindling.cli.table.IndexColumns;
import io.kindling.cli.table.LoadedTable;
import io.kindling.cli.table.TableFile;
import io.kindling.cli.table.TableSummary;
import io.kindling.cli.table.TrainingTable;
import io.kindling.cli.table.Wanted;
import io.kindling.cli.table.WatchedTable;
import io.kindling.cli.text.Progress;
import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.report.DataSummary;
import io.kindling.table.FeatureColumns;
import io.kindling.table.RowColumns;
import io.kindling.table.Table;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which table to train on. */
public final class DataOptions implements Closeable {
  @Option(
      names = "--data",
      paramLabel = "FILE[,FILE]",
      description =
          "The table; its first line names the columns. Several files, also as 'part-*.csv', are one"
              + " table; - is standard input. Without it: y = 2x + 1 at 0..10.")
  private List<String> typed = List.of();

  @Mixin private TableArgument argument;
  @Mixin private TableOptions text;
  @Mixin private JdbcOptions database;

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

  @Option(
      names = "--offset",
      paramLabel = "COL",
      description =
          "The column that is added to the model's output, in training and prediction: for counts,"
              + " the logarithm of the time in which they were counted.")
  private @Nullable String offset;

  @Option(
      names = "--stream",
      description =
          "Reads the table anew in every epoch instead of keeping it in memory; needs --batch-size."
              + " A table too large for the memory is read so by itself.")
  private boolean stream;

  @Mixin private PreparationOptions preparation;
  @Mixin private CopyOptions copies;

  private final List<String> leftOut = new ArrayList<>();
  private @Nullable Table opened;
  private Progress progress = Progress.of(/* silent= */ true);

  /** Whether there is a table, and not the tutorial's. */
  public boolean hasTable() {
    return !typed().isEmpty() || database.isThere();
  }

  /** The files of the table; none for the tutorial's. */
  private List<Path> files() {
    return TableNames.files("--data", typed());
  }

  /**
   * The files of all tables, by the options that name them.
   *
   * @param judging the tables to judge by
   */
  public Map<String, List<Path>> files(List<JudgingTable> judging) {
    Map<String, List<Path>> files = new LinkedHashMap<>(Map.of("--data", files()));
    for (JudgingTable table : judging) {
      if (table.query() != null && !database.isThere()) {
        throw new UsageException(table.queryOption() + " needs --jdbc URL");
      }
      files.put(table.option(), table.files());
    }
    TableNames.checkStandardInput(files);
    return files;
  }

  private List<String> typed() {
    return argument.or(typed);
  }

  /** Whether columns are to be copied to the predictions. */
  public boolean copies() {
    return copies.isTyped();
  }

  /** Whether the table is to be read anew in every epoch. */
  public boolean streams() {
    return stream;
  }

  /**
   * Opens the table.
   *
   * @param withLabels whether the targets are labels; else they are numbers
   * @param rules what its numbers must be
   * @param saved the columns of the model that training starts from; null if that is new
   * @param streamable whether a table that would not fit may be streamed without being asked for
   */
  public TrainingTable open(
      boolean withLabels, CellRules rules, @Nullable FeatureColumns saved, boolean streamable) {
    Table answer = database.table(typed(), text);
    if (answer == null && typed().isEmpty()) {
      return tutorial(withLabels);
    }
    if (targets.isEmpty()) {
      throw new DataException(
          "--target", "a table needs a column to predict", "none", "--target COLUMN", null);
    }
    TableFile.Streaming streaming =
        stream
            ? TableFile.Streaming.ALWAYS
            : streamable ? TableFile.Streaming.WHERE_LARGE : TableFile.Streaming.NEVER;
    opened = answer == null ? text.open(files()) : answer;
    TableFile table = new TableFile(opened, beside());
    TableFile watched = new TableFile(watched(opened), beside());
    List<String> known = saved == null ? List.of() : saved.names();
    return watched.open(
        (header, terms) -> wanted(header, terms, choice(header, known, table)),
        withLabels ? Holding.LABELS : Holding.NUMBERS,
        rules,
        preparation.preparing(
            !features.isEmpty(), saved == null || saved.areNumbers() ? null : saved),
        streaming);
  }

  /**
   * Opens another table, whose rows are to be judged by.
   *
   * @param other where it is
   * @param like the table that is trained on: columns are found and prepared as there
   * @param rules what its numbers must be
   */
  public TrainingTable open(JudgingTable other, TrainingTable like, CellRules rules) {
    FeatureColumns columns = like.prepared().columns();
    Table table =
        other.query() == null
            ? text.open(other.files())
            : database.answer(other.query(), text).named(other.queryName());
    return new TableFile(watched(table), beside())
        .open(
            (header, terms) -> new Wanted(columns.names(), like.targets(), List.of()),
            like.holdsLabels() ? Holding.LABELS : Holding.NUMBERS,
            rules,
            preparation.preparing(/* asked= */ true, columns),
            TableFile.Streaming.WHERE_LARGE);
  }

  /** Lets somebody see how far tables are read. */
  public void watchedBy(Progress shown) {
    progress = shown;
  }

  private Table watched(Table table) {
    return WatchedTable.of(table, progress, "reading");
  }

  /** Looks at the table as it stands. */
  public DataSummary summary(TrainingTable table) {
    Table from = opened == null ? null : watched(opened);
    return TableSummary.of(from, database.isThere() ? List.of() : files(), table);
  }

  /** The columns that say how much rows count, and what is added to the output. */
  public RowColumns beside() {
    return new RowColumns(ColumnNames.one(weights), ColumnNames.one(offset));
  }

  private TrainingTable tutorial(boolean withLabels) {
    String alone =
        !targets.isEmpty()
            ? "--target"
            : !features.isEmpty()
                ? "--features"
                : !excluded.isEmpty()
                    ? "--exclude"
                    : weights != null
                        ? "--weights"
                        : offset != null ? "--offset" : copies.isTyped() ? "--columns" : null;
    if (alone != null) {
      throw new DataException("--data", "columns need a file", alone + " alone", "--data", null);
    }
    text.noText("no --data");
    if (stream) {
      throw new DataException(
          "--stream", "only a file can be streamed", "no --data", "--data FILE.csv", null);
    }
    return LoadedTable.tutorial(withLabels);
  }

  private Wanted wanted(List<String> header, ColumnChoice.Terms terms, ColumnChoice choice) {
    ColumnChoice.Found found =
        choice.among(
            header, new ColumnChoice.Terms(terms.table(), "--target", "--features", terms.hint()));
    return new Wanted(
        found.features().stream().map(header::get).toList(),
        found.targets().stream().map(header::get).toList(),
        copies.among(header, terms));
  }

  private ColumnChoice choice(List<String> header, List<String> known, TableFile table) {
    List<String> except = ColumnNames.split("--exclude", excluded, header);
    List<String> out = ColumnNames.split("--target", targets, header);
    List<String> in = ColumnNames.split("--features", features, header);
    String weighing = beside().weights();
    checkApart("--weights", weighing, header, out, in);
    checkApart("--offset", beside().offset(), header, out, in);
    if (weighing != null && weighing.equals(beside().offset())) {
      throw twice("--offset", weighing, "--weights");
    }
    if (features.isEmpty()) {
      Set<String> used = new HashSet<>(known);
      List.of(out, except, beside().names()).forEach(used::addAll);
      Map<String, String> useless = IndexColumns.of(table.table(), header, used);
      used.addAll(useless.keySet());
      if (!used.containsAll(header)) { // else there would be nothing to predict from
        except.addAll(useless.keySet());
        leftOut.addAll(useless.values());
      }
    }
    except.addAll(beside().names());
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

  /** Finds out, once all tables are opened, that what was typed is about one of them. */
  public void checkTyped() {
    text.checkTyped();
  }

  /** What the user has not said, in lines. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(text.remarks());
    leftOut.forEach(column -> remarks.add("left out: " + column));
    return remarks;
  }

  @Override
  public void close() {
    text.close();
  }
}

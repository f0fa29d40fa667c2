package io.kindling.cli.options;

import io.kindling.cli.table.CellRules;
import io.kindling.cli.table.Holding;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  @Mixin private ColumnOptions columns;

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
    columns.checkTarget();
    TableFile.Streaming streaming =
        stream
            ? TableFile.Streaming.ALWAYS
            : streamable ? TableFile.Streaming.WHERE_LARGE : TableFile.Streaming.NEVER;
    opened = answer == null ? text.open(files()) : answer;
    Table table = opened;
    TableFile watched = new TableFile(watched(opened), beside());
    List<String> known = saved == null ? List.of() : saved.names();
    return watched.open(
        (header, terms) -> wanted(header, terms, columns.choice(header, known, table, offset())),
        withLabels ? Holding.LABELS : Holding.NUMBERS,
        rules,
        preparation.preparing(
            columns.areNamed(), saved == null || saved.areNumbers() ? null : saved),
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
    return new RowColumns(columns.weights(), offset());
  }

  private @Nullable String offset() {
    return ColumnNames.one(offset);
  }

  private TrainingTable tutorial(boolean withLabels) {
    String typed = columns.typed();
    String alone =
        typed != null ? typed : offset != null ? "--offset" : copies.isTyped() ? "--columns" : null;
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

  /** Finds out, once all tables are opened, that what was typed is about one of them. */
  public void checkTyped() {
    text.checkTyped();
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

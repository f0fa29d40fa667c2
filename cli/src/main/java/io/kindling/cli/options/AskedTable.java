package io.kindling.cli.options;

import io.kindling.cli.table.WatchedTable;
import io.kindling.cli.text.Progress;
import io.kindling.table.Table;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The table that a command reads: files, standard input, or what a database answers. */
public final class AskedTable implements Closeable {
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

  /** Its files, by the option that names them; none where a database is asked. */
  public Map<String, List<Path>> files() {
    return Map.of(DATA, TableNames.files(DATA, argument.or(data)));
  }

  /**
   * Opens it, until this is closed.
   *
   * @param command what needs it
   */
  Table open(String command) {
    List<String> typed = argument.or(data);
    Table answer = database.table(typed, text);
    if (answer == null && typed.isEmpty()) {
      throw new UsageException(
          command + " needs a table: TABLE, --data FILE, or --jdbc URL --query SQL");
    }
    Map<String, List<Path>> files = files();
    TableNames.checkStandardInput(files);
    Table table = answer == null ? text.open(files.getOrDefault(DATA, List.of())) : answer;
    text.checkTyped();
    return table;
  }

  /**
   * Opens it, until this is closed, to be watched.
   *
   * @param command what needs it
   * @param progress shows how far it is read
   * @param what what is done when it is read
   */
  public Table open(String command, Progress progress, String what) {
    return WatchedTable.of(open(command), progress, what);
  }

  /**
   * Finds out that nothing was typed of how a table is written, or of another one.
   *
   * @param file the sums that were named in its place
   */
  void checkSums(Path file) {
    database.table(argument.or(data), text);
    text.noText(file + " has sums");
    text.checkTyped();
  }

  /** What the user has not said of how it is written, in lines. */
  List<String> remarks() {
    return text.remarks();
  }

  @Override
  public void close() {
    text.close();
  }
}

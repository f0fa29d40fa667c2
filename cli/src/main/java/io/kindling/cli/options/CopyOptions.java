package io.kindling.cli.options;

import io.kindling.data.ColumnChoice;
import java.util.List;
import picocli.CommandLine.Option;

/** Which columns of a table are copied beside what is predicted. */
public final class CopyOptions {
  private static final String NAME = "--columns";

  @Option(
      names = NAME,
      paramLabel = "COL[,COL]",
      description =
          "Columns to copy to the predictions as they stand in the table, before the others.")
  private List<String> typed = List.of();

  /** Whether any are named. */
  public boolean isTyped() {
    return !typed.isEmpty();
  }

  /**
   * Finds the columns in a table.
   *
   * @param header the names of all its columns
   * @param terms how errors name the table
   */
  public List<String> among(List<String> header, ColumnChoice.Terms terms) {
    return ColumnNames.among(NAME, typed, header, terms);
  }
}

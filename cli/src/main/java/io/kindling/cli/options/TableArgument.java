package io.kindling.cli.options;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The table, typed without an option's name. */
public final class TableArgument {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TABLE",
      description = "The table, as --data names it too.")
  private @Nullable Path table;

  /**
   * The table that is meant.
   *
   * @param data that of --data; null if that was not typed
   * @return the table; null if none was typed
   */
  public @Nullable Path or(@Nullable Path data) {
    if (table != null && data != null) {
      throw new UsageException(
          "the table must be named once (got "
              + table
              + " and --data "
              + data
              + "; expected one of them)");
    }
    return table == null ? data : table;
  }
}

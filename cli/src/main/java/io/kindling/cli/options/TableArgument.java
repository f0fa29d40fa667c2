package io.kindling.cli.options;

import java.util.List;
import picocli.CommandLine.Parameters;

/** The table, typed without an option's name. */
public final class TableArgument {
  @Parameters(
      arity = "0..*",
      paramLabel = "TABLE",
      description = "The table, as --data names it too.")
  private List<String> tables = List.of();

  /**
   * The table that is meant.
   *
   * @param data what --data says
   * @return its files, as they are typed; none if no table was typed
   */
  public List<String> or(List<String> data) {
    if (!tables.isEmpty() && !data.isEmpty()) {
      throw new UsageException(
          "the table must be named once (got "
              + String.join(" ", tables)
              + " and --data "
              + String.join(",", data)
              + "; expected one of them)");
    }
    return tables.isEmpty() ? data : tables;
  }
}

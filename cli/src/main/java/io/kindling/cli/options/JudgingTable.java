package io.kindling.cli.options;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of its own to judge by, as it is typed: in files, or asked of the database of --jdbc.
 *
 * @param option what names its files
 * @param typed the names of its files, as those of --data
 * @param query what the database is asked; null where there are files
 */
public record JudgingTable(String option, List<String> typed, @Nullable String query) {
  private static final String QUERY = "-query";

  /** The table that is typed; null where none is. */
  static @Nullable JudgingTable of(String option, List<String> typed, @Nullable String query) {
    if (!typed.isEmpty() && query != null) {
      throw new UsageException(option + " and " + option + QUERY + " exclude each other");
    }
    return typed.isEmpty() && query == null ? null : new JudgingTable(option, typed, query);
  }

  /** The files that it is in; none where it is asked of a database. */
  List<Path> files() {
    return TableNames.files(option, typed);
  }

  /** The option that says what to ask. */
  String queryOption() {
    return option + QUERY;
  }

  /** What errors call what the database answers. */
  String queryName() {
    return queryOption().replace("--", "").replace('-', ' ');
  }
}

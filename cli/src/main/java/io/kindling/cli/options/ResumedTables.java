package io.kindling.cli.options;

import io.kindling.error.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ParseResult;

/**
 * The tables of a training that is to go on: which of them are those that were named when it began.
 * A checkpoint names files only, and no database.
 *
 * @param before what was typed when it began
 * @param now the names of the options that are typed now
 * @param isJudged whether it began with a table of its own to judge by
 */
record ResumedTables(ParseResult before, Set<String> now, boolean isJudged) {
  static final String DATA = "--data";
  static final String TEST = "--test";
  static final String TEST_QUERY = "--test-query";
  static final String VALIDATION = "--validation";
  static final String VALIDATION_QUERY = "--validation-query";
  private static final String JDBC = "--jdbc";

  /** What says how files are written; nothing where all tables are in a database now. */
  private static final Set<String> OF_TEXT =
      Set.of("--decimal", "--encoding", "--missing-values", "--separator");

  /** Whether an option says which table judges; whether it is the same, what is in it tells. */
  static boolean judges(String option, Object value) {
    return option.equals(VALIDATION_QUERY)
        || (option.equals(VALIDATION)
            && ((List<?>) value).stream().allMatch(HeldOut.Rows.class::isInstance));
  }

  /** Options that no longer hold, since the tables that they are about are in a database now. */
  Set<String> moved() {
    Set<String> moved = new HashSet<>();
    if (now.contains(JDBC)) {
      moved.add(DATA);
      boolean judging = !judging().isEmpty() && !now.contains(VALIDATION_QUERY);
      boolean testing = before.hasMatchedOption(TEST) && !now.contains(TEST_QUERY);
      moved.addAll(judging || testing ? Set.of() : OF_TEXT);
    }
    if (now.contains(VALIDATION_QUERY)) {
      moved.add(VALIDATION);
    }
    if (now.contains(TEST_QUERY)) {
      moved.add(TEST);
    }
    return moved;
  }

  private List<String> judging() {
    return HeldOut.typed(before.matchedOptionValue(VALIDATION, List.<HeldOut>of()));
  }

  /** Finds those that are not there: a file that nobody has typed is not waited for. */
  void check() {
    if (!now.contains(DATA) && !now.contains(JDBC)) {
      List<String> typed = before.matchedOptionValue(DATA, List.<String>of());
      if (typed.isEmpty() && before.hasMatchedOption("--target")) {
        throw answered("--jdbc, --query and --lib");
      }
      checkThere(DATA, typed);
    }
    if (!now.contains(VALIDATION) && !now.contains(VALIDATION_QUERY)) {
      if (isJudged && judging().isEmpty()) {
        throw answered(VALIDATION_QUERY);
      }
      checkThere(VALIDATION, judging());
    }
    if (!now.contains(TEST) && !now.contains(TEST_QUERY)) {
      checkThere(TEST, before.matchedOptionValue(TEST, List.<String>of()));
    }
  }

  private static DataException answered(String options) {
    return gone(
        "an answer of a database, which a checkpoint does not name", "say " + options + " again");
  }

  private static void checkThere(String option, List<String> typed) {
    for (Path table : TableNames.files(option, typed)) {
      if (!Files.isRegularFile(table)) {
        throw gone("no file " + table, "say where it is now with " + option);
      }
    }
  }

  private static DataException gone(String got, String nextStep) {
    return new DataException(
        "--resume", "the table that the training began with must be there", got, "it", nextStep);
  }
}

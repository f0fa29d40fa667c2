package io.kindling.cli.table;

import io.kindling.error.DataException;
import io.kindling.table.TableRows;
import io.kindling.text.LookAlikes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds a table to the columns that a model was trained on. */
final class ModelColumns {
  private static final int MOST_SHOWN = 40;

  private ModelColumns() {}

  /**
   * Finds out whether all columns are there.
   *
   * @throws DataException if not; it names those that are missing, and others that look like them
   */
  static void check(List<String> columns, TableRows rows) {
    List<String> there = rows.header();
    List<String> missing = new ArrayList<>(columns);
    missing.removeAll(new HashSet<>(there));
    if (missing.isEmpty()) {
      return;
    }
    Set<String> known = new HashSet<>(columns);
    List<String> others = there.stream().filter(name -> !known.contains(name)).toList();
    String renaming = LookAlikes.renaming(missing, others);
    throw new DataException(
        rows.terms().table(),
        "the table must have the columns that the model was trained on",
        "no "
            + shown(missing.stream().map(name -> "'" + name + "'").toList())
            + " among the columns "
            + shown(there),
        "those names to the letter",
        renaming == null ? rows.terms().hint().apply(there) : renaming);
  }

  private static String shown(List<String> names) {
    String first = names.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
    return names.size() <= MOST_SHOWN ? first : first + ", … (" + names.size() + " in all)";
  }
}

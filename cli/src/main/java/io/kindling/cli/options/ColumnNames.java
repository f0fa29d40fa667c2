package io.kindling.cli.options;

import io.kindling.data.ColumnChoice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of columns as they are typed, with commas between them. */
public final class ColumnNames {
  private ColumnNames() {}

  /** The names or patterns in what was typed with an option. */
  static List<String> split(String option, List<String> typed, List<String> header) {
    List<String> names = new ArrayList<>();
    typed.forEach(text -> names.addAll(ColumnChoice.split(text, header)));
    if (names.contains("") && !header.contains("")) {
      throw new UsageException(
          option
              + " must name columns (got '"
              + String.join(",", typed)
              + "'; expected COL[,COL])");
    }
    return names;
  }

  /** The one column that is named, in quotes or without; null if nothing was typed. */
  public static @Nullable String one(@Nullable String typed) {
    if (typed == null) {
      return null;
    }
    List<String> names = ColumnChoice.split(typed, List.of());
    return typed.strip().startsWith("\"") && names.size() == 1 ? names.get(0) : typed.strip();
  }

  /** The columns that are named, in this order; none if nothing was typed. */
  static List<String> among(
      String option, List<String> typed, List<String> header, ColumnChoice.Terms terms) {
    return typed.isEmpty()
        ? List.of()
        : ColumnChoice.targets()
            .features(split(option, typed, header))
            .among(header, new ColumnChoice.Terms(terms.table(), option, option, terms.hint()))
            .features()
            .stream()
            .map(header::get)
            .toList();
  }
}

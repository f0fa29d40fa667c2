package io.kindling.cli.table;

import io.kindling.table.JoinedTable;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Columns that nobody has named, and that say nothing of a row: the index of a data frame, which
 * counts the rows, and what spreadsheets write of columns without cells.
 */
public final class IndexColumns {
  /** What the index is called where pandas wrote it without a name, and read it as a column. */
  private static final Pattern UNNAMED = Pattern.compile("|Unnamed: 0");

  /** What pandas and Dask call it in Parquet. */
  private static final Pattern INDEX =
      Pattern.compile("__index_level_[0-9]{1,3}__|__null_dask_index__");

  private static final String EMPTY = "is empty in every row";

  private IndexColumns() {}

  /**
   * Finds them.
   *
   * @param header the names of the table's columns
   * @param used those that are wanted by their names
   * @return why they are left out, by their names; a name that another column has too, which is to
   *     stay, is not among them
   */
  public static Map<String, String> of(Table table, List<String> header, Set<String> used) {
    Map<String, String> found = new LinkedHashMap<>();
    Set<String> unnamed = new HashSet<>();
    for (String name : header) {
      if (INDEX.matcher(name).matches() && !used.contains(name)) {
        found.put(name, "'" + name + "', the index of a data frame");
      } else if (UNNAMED.matcher(name).matches() && !used.contains(name)) {
        unnamed.add(name);
      }
    }
    if (!unnamed.isEmpty() && table.isRepeatable()) {
      found.putAll(counting(table, unnamed));
    }
    return found;
  }

  /** Those that count the rows of the table, or of each of the tables that are joined. */
  private static Map<String, String> counting(Table table, Set<String> names) {
    Map<String, String> found = read(table, names);
    if (table instanceof JoinedTable joined && !found.keySet().containsAll(names)) {
      Map<String, String> each = read(joined.parts().get(0), names);
      for (Table part : joined.parts()) {
        each.keySet().retainAll(read(part, names).keySet());
      }
      each.forEach(found::putIfAbsent);
    }
    return found;
  }

  private static Map<String, String> read(Table table, Set<String> names) {
    List<Cells> columns = new ArrayList<>();
    try (TableRows rows = table.open()) {
      for (int i = 0; i < rows.header().size(); i++) {
        if (names.contains(rows.header().get(i))) {
          Cells cells = new Cells(rows.header().get(i), i);
          rows.on(i, cell -> cells.add(cell.text().strip()));
          columns.add(cells);
        }
      }
      while (columns.stream().anyMatch(Cells::isUseless) && rows.advance()) {}
    } catch (IOException e) {
      throw table.unreadable(e);
    }
    Map<String, List<Cells>> byName =
        columns.stream()
            .collect(
                Collectors.groupingBy(
                    cells -> cells.name, LinkedHashMap::new, Collectors.toList()));
    byName.values().removeIf(same -> !same.stream().allMatch(Cells::isUseless));
    Map<String, String> found = new LinkedHashMap<>();
    byName.forEach((name, same) -> found.put(name, text(name, same)));
    return found;
  }

  private static String text(String name, List<Cells> same) {
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    for (Cells cells : same) {
      places.computeIfAbsent(cells.what(), what -> new ArrayList<>()).add(cells.place);
    }
    return places.entrySet().stream()
        .map(group -> places(group.getValue(), name) + "which " + group.getKey())
        .collect(Collectors.joining("; "));
  }

  private static String places(List<Integer> places, String name) {
    String quoted = ", '" + name + "', ";
    if (places.size() == 1) {
      int place = places.get(0);
      return (place == 0 ? "the first column" : "column " + (place + 1)) + quoted;
    }
    return places.stream()
            .map(place -> "" + (place + 1))
            .collect(Collectors.joining(", ", "columns ", ""))
        + quoted
        + "each of ";
  }

  /** What the cells of a column have in common. */
  private static final class Cells {
    private final String name;
    private final int place;
    private boolean empty = true;
    private boolean[] counts = {true, true};
    private long rows;

    Cells(String name, int place) {
      this.name = name;
      this.place = place;
    }

    void add(String cell) {
      empty &= cell.isEmpty();
      for (int first = 0; first < counts.length; first++) {
        counts[first] = counts[first] && cell.equals(Long.toString(rows + first));
      }
      rows++;
    }

    boolean isUseless() {
      return empty || counts[0] || counts[1];
    }

    String what() {
      return empty ? EMPTY : "counts the rows from " + (counts[0] ? 0 : 1);
    }
  }
}

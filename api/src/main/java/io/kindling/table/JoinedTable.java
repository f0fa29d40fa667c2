package io.kindling.table;

import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several tables as one: the rows of the first, then those of the second, and so on. All have the
 * same columns, which are matched by name and may come in another order in each; errors name the
 * table that a row is of.
 */
public final class JoinedTable implements Table {
  private final List<Table> parts;

  private JoinedTable(List<Table> parts) {
    this.parts = parts;
  }

  /**
   * Joins tables.
   *
   * @param parts the tables, in the order of their rows, at least one
   * @return all of them as one; of a single table, that one
   * @throws DataException if there is none
   */
  public static Table of(List<? extends Table> parts) {
    if (parts.isEmpty()) {
      throw new DataException("JoinedTable", "there must be a table", "none", "at least one", null);
    }
    return parts.size() == 1 ? parts.get(0) : new JoinedTable(List.copyOf(parts));
  }

  /** {@return the tables, in the order of their rows} */
  public List<Table> parts() {
    return parts;
  }

  @Override
  public String name() {
    return parts.get(0).name() + " and " + (parts.size() - 1) + " more";
  }

  @Override
  public String kind() {
    return parts.get(0).kind();
  }

  @Override
  public Table unchanged() {
    return new JoinedTable(parts.stream().map(Table::unchanged).toList());
  }

  @Override
  public boolean isRepeatable() {
    return parts.stream().allMatch(Table::isRepeatable);
  }

  @Override
  public double aboutRows() throws IOException {
    double rows = 0;
    for (Table part : parts) {
      double some = part.aboutRows();
      if (some < 0) {
        return some;
      }
      rows += some;
    }
    return rows;
  }

  @Override
  public TableRows open() throws IOException {
    return new JoinedRows(parts.get(0).open());
  }

  /** Reads one table after the other. */
  private final class JoinedRows implements TableRows {
    private final List<String> header;
    private final ColumnChoice.Terms terms;
    private final List<@Nullable Consumer<Cell>> users = new ArrayList<>();
    private @Nullable Consumer<DataException> told;
    private TableRows rows;

    /** The number of each column in the table that is read. */
    private List<Integer> places = new ArrayList<>();

    private int part;

    JoinedRows(TableRows first) {
      rows = first;
      header = List.copyOf(first.header());
      terms = first.terms();
      for (int column = 0; column < header.size(); column++) {
        users.add(null);
        places.add(column);
      }
    }

    @Override
    public List<String> header() {
      return header;
    }

    @Override
    public ColumnChoice.Terms terms() {
      return terms;
    }

    @Override
    public void on(int column, Consumer<Cell> user) {
      users.set(column, user);
      rows.on(places.get(column), user);
    }

    @Override
    public void onBadRow(Consumer<DataException> user) {
      told = user;
      rows.onBadRow(user);
    }

    @Override
    public boolean advance() throws IOException {
      while (!rows.advance()) {
        if (part + 1 == parts.size()) {
          return false;
        }
        rows.close();
        rows = parts.get(++part).open();
        places = places();
        if (told != null) {
          rows.onBadRow(told);
        }
        for (int column = 0; column < header.size(); column++) {
          Consumer<Cell> user = users.get(column);
          if (user != null) {
            rows.on(places.get(column), user);
          }
        }
      }
      return true;
    }

    /** Finds the columns in the next table; of some with one name, the first is the first. */
    private List<Integer> places() {
      Map<String, Deque<Integer>> left = new HashMap<>();
      List<String> there = rows.header();
      for (int column = 0; column < there.size(); column++) {
        left.computeIfAbsent(there.get(column), name -> new ArrayDeque<>()).add(column);
      }
      List<Integer> found = new ArrayList<>();
      for (String name : header) {
        Integer at = left.getOrDefault(name, new ArrayDeque<>()).poll();
        if (at == null) {
          throw others();
        }
        found.add(at);
      }
      if (found.size() < there.size()) {
        throw others();
      }
      return found;
    }

    private DataException others() {
      Set<String> missing = new TreeSet<>(header);
      rows.header().forEach(missing::remove);
      Set<String> more = new TreeSet<>(rows.header());
      header.forEach(more::remove);
      String got = missing.isEmpty() ? "" : "no " + String.join(", ", missing);
      if (!more.isEmpty()) {
        got += (got.isEmpty() ? "" : ", but ") + String.join(", ", more);
      }
      return new DataException(
          rows.terms().table(),
          "tables that are joined must have the same columns",
          got.isEmpty() ? rows.header().size() + " columns" : got,
          "the columns of " + parts.get(0).name(),
          null);
    }

    @Override
    public void close() throws IOException {
      rows.close();
    }
  }
}

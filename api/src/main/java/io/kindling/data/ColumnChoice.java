package io.kindling.data;

import io.kindling.error.DataException;
import io.kindling.text.LookAlikes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table are the features and which the targets, by name, whatever the table is
 * kept in.
 *
 * <pre>{@code
 * ColumnChoice.targets("price").except("id", "*_note") // all other columns are the features
 * }</pre>
 *
 * <p>In a name {@code *} stands for any characters: such a pattern takes all columns that it fits,
 * in the table's order, but for those that are chosen already. A column that is called like that
 * itself, to the letter, comes first. Where no feature is named, all columns are features that are
 * no target. Columns that are left out are no feature in any case.
 */
public final class ColumnChoice {
  private static final int MOST_SHOWN = 40;

  private final List<String> targets;
  private final List<String> features;
  private final List<String> except;

  private ColumnChoice(List<String> targets, List<String> features, List<String> except) {
    this.targets = List.copyOf(targets);
    this.features = List.copyOf(features);
    this.except = except.stream().distinct().toList();
  }

  /**
   * What to predict.
   *
   * @param names the columns, in the order of the model's outputs
   * @return a choice with all other columns as features
   */
  public static ColumnChoice targets(String... names) {
    return targets(List.of(names));
  }

  /**
   * What to predict.
   *
   * @param names the columns, in the order of the model's outputs
   * @return a choice with all other columns as features
   */
  public static ColumnChoice targets(List<String> names) {
    return new ColumnChoice(names, List.of(), List.of());
  }

  /**
   * What to predict from.
   *
   * @param names the columns, in the order in which the model takes them; none for all that are no
   *     target
   * @return such a choice
   */
  public ColumnChoice features(String... names) {
    return features(List.of(names));
  }

  /**
   * What to predict from.
   *
   * @param names the columns, in the order in which the model takes them; none for all that are no
   *     target
   * @return such a choice
   */
  public ColumnChoice features(List<String> names) {
    return new ColumnChoice(targets, names, except);
  }

  /**
   * What not to predict from. Columns that are left out may have the same name.
   *
   * @param names the columns to leave out
   * @return such a choice
   */
  public ColumnChoice except(String... names) {
    return except(List.of(names));
  }

  /**
   * What not to predict from. Columns that are left out may have the same name.
   *
   * @param names the columns to leave out
   * @return such a choice
   */
  public ColumnChoice except(List<String> names) {
    return new ColumnChoice(targets, features, names);
  }

  /**
   * What to predict instead.
   *
   * @param names the columns, in the order of the model's outputs
   * @return the same features with these targets
   */
  public ColumnChoice withTargets(List<String> names) {
    return new ColumnChoice(names, features, except);
  }

  /** {@return whether a target was named} */
  public boolean hasTarget() {
    return !targets.isEmpty();
  }

  /**
   * Columns by their number, from 0.
   *
   * @param features those of the features, in order
   * @param targets those of the targets, in order
   */
  public record Found(List<Integer> features, List<Integer> targets) {}

  /**
   * How errors name things.
   *
   * @param table the table, or its line of names
   * @param targets where targets are named
   * @param features where features are named
   * @param hint what to say where a name is not among some columns; null for nothing
   */
  public record Terms(
      String table,
      String targets,
      String features,
      Function<List<String>, @Nullable String> hint) {
    /**
     * With the table's own name for everything.
     *
     * @param table the table, or its line of names
     * @return such terms
     */
    public static Terms of(String table) {
      return new Terms(table, table, table, names -> null);
    }
  }

  /**
   * Finds the columns.
   *
   * @param columns the names of all columns of a table
   * @param terms how errors name things
   * @return where they are
   * @throws DataException if one is not there, two have its name, it is chosen twice, or there is
   *     no feature
   */
  public Found among(List<String> columns, Terms terms) {
    Search search = new Search(columns, terms);
    Set<Integer> out = search.find(targets, terms.targets(), Set.of());
    Set<Integer> left = search.all(except);
    Set<Integer> in = features.isEmpty() ? search.all(out, left) : search.features(features, out);
    in.removeAll(left);
    if (in.isEmpty()) {
      throw new DataException(
          terms.table(), "there must be a column to predict from", "none", "a feature", null);
    }
    return new Found(List.copyOf(in), List.copyOf(out));
  }

  /**
   * Finds columns that are all wanted, in their order.
   *
   * @param names the names, none of which is a pattern
   * @param columns the names of all columns of a table
   * @param terms how errors name things
   * @return where they are
   * @throws DataException if one is not there, or two have its name
   */
  public static List<Integer> exactly(List<String> names, List<String> columns, Terms terms) {
    Search search = new Search(columns, terms);
    return names.stream().map(search::named).toList();
  }

  /**
   * Reads names as people type them: separated by commas, spaces around them aside. A name in
   * double quotes may hold commas, and quotes that are doubled; a text that is one column's name to
   * the letter needs none.
   *
   * @param typed the text
   * @param columns the names of all columns of a table
   * @return the names or patterns in it
   */
  public static List<String> split(String typed, List<String> columns) {
    if (columns.contains(typed.strip())) {
      return List.of(typed.strip());
    }
    List<String> names = new ArrayList<>();
    int from = 0;
    while (from <= typed.length()) {
      int end = quoted(typed, from);
      if (end < 0) {
        int comma = typed.indexOf(',', from);
        end = comma < 0 ? typed.length() : comma;
        names.add(typed.substring(from, end).strip());
      } else {
        String cell = typed.substring(from, end).strip();
        names.add(cell.substring(1, cell.length() - 1).replace("\"\"", "\""));
      }
      from = end + 1;
    }
    return names;
  }

  /** Where a quoted name ends that begins at some place; below 0 if none does. */
  private static int quoted(String typed, int from) {
    int at = from;
    while (at < typed.length() && typed.charAt(at) == ' ') {
      at++;
    }
    if (at == typed.length() || typed.charAt(at) != '"') {
      return -1;
    }
    for (at++; at < typed.length(); at++) {
      if (typed.charAt(at) == '"') {
        if (at + 1 < typed.length() && typed.charAt(at + 1) == '"') {
          at++;
          continue;
        }
        int comma = typed.indexOf(',', at);
        int end = comma < 0 ? typed.length() : comma;
        return typed.substring(at + 1, end).isBlank() ? end : -1;
      }
    }
    return -1;
  }

  /** Looks names up. */
  private static final class Search {
    private final List<String> columns;
    private final Terms terms;
    private final Map<String, Integer> places = new HashMap<>();
    private final Set<String> twice = new HashSet<>();

    Search(List<String> columns, Terms terms) {
      this.columns = columns;
      this.terms = terms;
      for (int column = 0; column < columns.size(); column++) {
        if (places.putIfAbsent(columns.get(column), column) != null) {
          twice.add(columns.get(column));
        }
      }
    }

    Set<Integer> find(List<String> names, String where, Set<Integer> taken) {
      Set<Integer> found = new LinkedHashSet<>();
      for (String name : names) {
        if (isPattern(name)) {
          List<Integer> fitting = fitting(name);
          fitting.removeIf(taken::contains);
          found.addAll(fitting);
        } else if (!found.add(named(name))) {
          throw new DataException(
              where, "a column must be named only once", "'" + name + "' twice", "it once", null);
        }
      }
      return found;
    }

    /** All columns of some names or patterns, also where some have the same name. */
    Set<Integer> all(List<String> names) {
      Set<Integer> found = new LinkedHashSet<>();
      for (String name : names) {
        boolean pattern = isPattern(name);
        if (!pattern && !places.containsKey(name)) {
          throw missing(name);
        }
        found.addAll(pattern ? places(name) : called(name));
      }
      return found;
    }

    private List<Integer> called(String name) {
      if (!twice.contains(name)) {
        return List.of(places.get(name));
      }
      return IntStream.range(0, columns.size())
          .filter(column -> columns.get(column).equals(name))
          .boxed()
          .toList();
    }

    /** All that is neither a target nor left out. */
    Set<Integer> all(Set<Integer> out, Set<Integer> left) {
      Set<Integer> others = new LinkedHashSet<>();
      for (int column = 0; column < columns.size(); column++) {
        if (!out.contains(column) && !left.contains(column)) {
          others.add(named(columns.get(column)));
        }
      }
      return others;
    }

    Set<Integer> features(List<String> names, Set<Integer> out) {
      Set<Integer> in = find(names, terms.features(), out);
      Set<Integer> both = new LinkedHashSet<>(in);
      both.retainAll(out);
      if (!both.isEmpty()) {
        Set<String> twice =
            both.stream().map(columns::get).collect(Collectors.toCollection(TreeSet::new));
        throw new DataException(
            terms.features(),
            "a column must not be both a feature and a target",
            twice + " as both",
            "each once",
            null);
      }
      return in;
    }

    private boolean isPattern(String name) {
      return name.indexOf('*') >= 0 && !places.containsKey(name);
    }

    private List<Integer> fitting(String pattern) {
      List<Integer> fitting = places(pattern);
      fitting.forEach(column -> named(columns.get(column)));
      return fitting;
    }

    private List<Integer> places(String pattern) {
      List<String> parts = List.of(pattern.split("\\*", -1));
      List<Integer> fitting = new ArrayList<>();
      for (int column = 0; column < columns.size(); column++) {
        if (fits(columns.get(column), parts)) {
          fitting.add(column);
        }
      }
      if (fitting.isEmpty()) {
        throw missing("a column like '" + pattern + "'", "a name that it fits", null);
      }
      return fitting;
    }

    /** Whether a name is these parts in their order, with anything between them. */
    private static boolean fits(String name, List<String> parts) {
      int last = parts.size() - 1;
      int end = name.length() - parts.get(last).length();
      int at = parts.get(0).length();
      if (!name.startsWith(parts.get(0)) || !name.endsWith(parts.get(last)) || at > end) {
        return false;
      }
      for (String part : parts.subList(1, last)) {
        int found = name.indexOf(part, at);
        at = found + part.length();
        if (found < 0 || at > end) {
          return false;
        }
      }
      return true;
    }

    int named(String name) {
      @Nullable Integer column = places.get(name);
      if (column == null) {
        throw missing(name);
      }
      if (twice.contains(name)) {
        throw new DataException(
            terms.table(),
            "no two columns may have the same name",
            "'" + name + "' twice",
            "it once",
            "give one of them another name, or leave the columns out");
      }
      return column;
    }

    private DataException missing(String name) {
      String meant = LookAlikes.meant(name, columns);
      return missing(
          "a column '" + name + "'",
          "that name among them",
          meant == null ? terms.hint().apply(columns) : meant);
    }

    private DataException missing(String what, String expected, @Nullable String hint) {
      int shown = Math.min(columns.size(), MOST_SHOWN);
      String more = shown == columns.size() ? "" : ", … (" + columns.size() + " in all)";
      return new DataException(
          terms.table(),
          "there must be " + what,
          "the columns " + String.join(", ", columns.subList(0, shown)) + more,
          expected,
          hint);
    }
  }
}

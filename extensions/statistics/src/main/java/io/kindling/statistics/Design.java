package io.kindling.statistics;

import io.kindling.core.CheckReturnValue;
import io.kindling.error.DataException;
import io.kindling.table.CategoryEncoding;
import io.kindling.table.FeatureColumn;
import io.kindling.table.FeatureColumns;
import io.kindling.table.IndexEncoding;
import io.kindling.table.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a table's columns explains another one: the features that are made of them, and products
 * of these, which are formed without rounding.
 *
 * <pre>{@code
 * Design design = Design.of(columns, "rent").withPowers("area", 2).withInteraction("area", "rooms");
 * LinearFit fit = LeastSquares.fit(design.moments(table), "rent");
 * }</pre>
 *
 * @param columns the columns, and how they become features
 * @param target the column that is explained
 * @param weights the column that says how much a row counts; null for all alike
 * @param drops whether rows with missing cells are left out; else they are an error
 * @param terms what explains
 */
@CheckReturnValue
public record Design(
    FeatureColumns columns,
    String target,
    @Nullable String weights,
    boolean drops,
    List<Term> terms) {
  /**
   * A product of features.
   *
   * @param name what it is called
   * @param factors the features, by their places among {@link FeatureColumns#features}; one alone
   *     is itself, one twice its square
   */
  public record Term(String name, List<Integer> factors) {
    /** Copies the list. */
    public Term {
      factors = List.copyOf(factors);
    }
  }

  /**
   * Copies the list.
   *
   * @throws DataException if a category is to be embedded, two terms have one name, or one is the
   *     target's or the intercept's
   */
  public Design {
    terms = List.copyOf(terms);
    for (FeatureColumn column : columns.columns()) {
      if (column.encoding() instanceof IndexEncoding) {
        throw new DataException(
            "fit",
            "a category must be one-hot",
            column.column() + ", which is embedded",
            column.column() + ":onehot",
            null);
      }
    }
    Explaining.check("fit", target, columns.features());
    Explaining.check("fit", target, terms.stream().map(Term::name).toList());
  }

  /**
   * Explains a column by features, each of them a term.
   *
   * @param columns the columns that the features are made of
   * @param target the column that is explained
   * @return such a design
   */
  public static Design of(FeatureColumns columns, String target) {
    List<Term> terms = new ArrayList<>();
    for (String feature : columns.features()) {
      terms.add(new Term(feature, List.of(terms.size())));
    }
    return new Design(columns, target, null, false, terms);
  }

  /**
   * The same with weights.
   *
   * @param column the column that says how much a row counts; null for all alike
   * @return such a design
   */
  public Design withWeights(@Nullable String column) {
    return new Design(columns, target, column, drops, terms);
  }

  /**
   * The same, where rows with missing cells are left out, or are an error.
   *
   * @param dropping whether they are left out
   * @return such a design
   */
  public Design withDrops(boolean dropping) {
    return new Design(columns, target, weights, dropping, terms);
  }

  /**
   * The same with powers of a feature behind it: {@code x^2} and so on.
   *
   * @param feature its name
   * @param degree the highest, 2 at least
   * @return such a design
   * @throws DataException if there is no such feature
   */
  public Design withPowers(String feature, int degree) {
    int place = columns.features().indexOf(feature);
    int at = place < 0 ? -1 : terms.indexOf(new Term(feature, List.of(place)));
    if (at < 0) {
      throw missing(feature);
    }
    List<Term> more = new ArrayList<>(terms);
    List<Integer> factors = new ArrayList<>(List.of(place));
    for (int power = 2; power <= degree; power++) {
      factors.add(place);
      more.add(at + power - 1, new Term(feature + "^" + power, factors));
    }
    return new Design(columns, target, weights, drops, more);
  }

  /**
   * The same with the products of the terms of two columns: {@code a:b}, and one for each pair of
   * levels of categories.
   *
   * @param first the name of the one
   * @param second the name of the other
   * @return such a design
   * @throws DataException if there is no such column
   */
  public Design withInteraction(String first, String second) {
    List<Term> more = new ArrayList<>(terms);
    for (Term one : own(first)) {
      for (Term other : own(second)) {
        more.add(
            new Term(
                one.name() + ":" + other.name(),
                List.of(one.factors().get(0), other.factors().get(0))));
      }
    }
    return new Design(columns, target, weights, drops, more);
  }

  /**
   * The same without the first level of each category, to which its other levels are compared then.
   * Where missing cells are none of the levels, they are what is compared to, and no level is left
   * out.
   *
   * @return such a design
   */
  public Design withReferences() {
    Set<String> left = new HashSet<>(references());
    List<Term> fewer = terms.stream().filter(term -> !left.contains(term.name())).toList();
    return new Design(columns, target, weights, drops, fewer);
  }

  /** {@return the features of the levels that {@link #withReferences} leaves out} */
  public List<String> references() {
    return compared().map(column -> column.features().get(0)).toList();
  }

  /** {@return these levels, by their columns} */
  public Map<String, String> referenceLevels() {
    Map<String, String> levels = new LinkedHashMap<>();
    compared()
        .forEach(
            column -> {
              CategoryEncoding encoding = (CategoryEncoding) column.encoding();
              levels.put(column.column(), encoding.levels().labels().get(0));
            });
    return levels;
  }

  private Stream<FeatureColumn> compared() {
    return columns.columns().stream()
        .filter(column -> column.encoding() instanceof CategoryEncoding)
        .filter(column -> column.filling() == null);
  }

  /** The terms that are features of a column themselves. */
  private List<Term> own(String column) {
    List<Integer> places = new ArrayList<>();
    int at = 0;
    for (FeatureColumn one : columns.columns()) {
      for (int i = 0; i < one.features().size(); i++) {
        if (one.column().equals(column)) {
          places.add(at);
        }
        at++;
      }
    }
    if (places.isEmpty()) {
      throw missing(column);
    }
    return terms.stream()
        .filter(term -> term.factors().size() == 1 && places.contains(term.factors().get(0)))
        .toList();
  }

  private DataException missing(String name) {
    return new DataException(
        "fit",
        "there must be such a column among those that explain",
        "'" + name + "'",
        String.join(", ", columns.names()),
        null);
  }

  /** {@return the names of the terms} */
  public List<String> names() {
    return terms.stream().map(Term::name).toList();
  }

  /** {@return whether every row counts, and all terms are features} */
  public boolean isPlain() {
    return weights == null && !drops && terms.stream().allMatch(term -> term.factors().size() == 1);
  }

  /**
   * Opens a table's rows.
   *
   * @param table the table
   * @return the rows, to be closed
   * @throws DataException if the table has not these columns
   */
  public DesignRows open(Table table) {
    return open(table, List.of(), null);
  }

  /** Opens a table's rows with the labels of columns, and the offsets of one; null for none. */
  DesignRows open(Table table, List<String> labels, @Nullable String offsets) {
    return open(table, labels, null, offsets);
  }

  /** Opens a table's rows with targets of a family, and the offsets of a column; null for none. */
  DesignRows open(Table table, Family family, @Nullable String offsets) {
    return open(table, List.of(), family, offsets);
  }

  private DesignRows open(
      Table table, List<String> labels, @Nullable Family family, @Nullable String offsets) {
    try {
      return new DesignRows(this, table, labels, family, offsets);
    } catch (IOException e) {
      throw table.unreadable(e);
    }
  }

  /**
   * Sums the rows of each group of a table, in one pass.
   *
   * @param table the table
   * @param by the columns whose labels tell groups apart
   * @return sums as {@link #moments} has them
   * @throws DataException if the table has not these columns, a cell does not hold what it must, or
   *     there is no memory for so many groups
   */
  public Groups momentsBy(Table table, List<String> by) {
    List<String> names = new ArrayList<>(names());
    names.add(target);
    return Groups.read(this, table, by, names, Groups.room());
  }

  /**
   * Sums a table.
   *
   * @param table the table
   * @return sums of the terms and, behind them, the target; where {@link #isPlain}, of all
   *     features, which is faster, since rows are taken many at a time and by several threads
   * @throws DataException if the table has not these columns, or a cell does not hold what it must
   */
  public Moments moments(Table table) {
    return TableSums.of(this, table).moments();
  }

  /** The columns that explain, and behind them the target. */
  FeatureColumns withTarget() {
    List<FeatureColumn> all = new ArrayList<>(columns.columns());
    all.add(FeatureColumn.number(target));
    return new FeatureColumns(all);
  }
}

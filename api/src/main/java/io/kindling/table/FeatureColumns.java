package io.kindling.table;

import io.kindling.error.DataException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a model predicts from, and how their cells become its features: numbers as they
 * are, categories one-hot or as indices, booleans as 0 and 1, dates in days; and what stands for
 * missing cells. It is found in a table by {@link FeatureRules#find} and is saved with the model.
 *
 * @param columns the columns, in the order of the features
 */
public record FeatureColumns(List<FeatureColumn> columns) {
  private static final String NUMBER = "number";
  private static final String BOOLEAN = "boolean";
  private static final String DATE = "date";
  private static final String DATE_PARTS = "date parts";
  private static final String CATEGORY = "category";
  private static final String EMBEDDING = "embedding=";
  private static final String INDICATOR = "indicator";

  /**
   * Copies the list.
   *
   * @throws DataException if there is no column, one is there twice, or two features would have one
   *     name
   */
  public FeatureColumns {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    for (FeatureColumn column : columns) {
      for (String feature : column.features()) {
        if (!names.add(feature)) {
          throw new DataException(
              "FeatureColumns",
              "no two features may have the same name",
              "'" + feature + "' twice",
              "it once",
              "give one of the columns another name");
        }
      }
    }
    if (columns.isEmpty()) {
      throw new DataException(
          "FeatureColumns", "there must be a column to predict from", "none", "a feature", null);
    }
  }

  /**
   * Columns of numbers of which none is missing.
   *
   * @param names their names
   * @return such columns
   */
  public static FeatureColumns numbers(List<String> names) {
    return new FeatureColumns(names.stream().map(FeatureColumn::number).toList());
  }

  /** {@return the names of the columns} */
  public List<String> names() {
    return columns.stream().map(FeatureColumn::column).toList();
  }

  /** {@return the names of the features, at least one for each column} */
  public List<String> features() {
    return columns.stream().flatMap(column -> column.features().stream()).toList();
  }

  /** {@return whether all are numbers of which none is missing, so that features are columns} */
  public boolean areNumbers() {
    return columns.stream()
        .allMatch(
            column -> column.encoding() instanceof NumberEncoding && column.filling() == null);
  }

  /** {@return the columns as words, which {@link #parse} reads} */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    for (FeatureColumn column : columns) {
      FeatureColumn.Filling filling = column.filling();
      words.add(column.column());
      words.add(kind(column.encoding()));
      words.add(filling == null ? "" : Double.toString(filling.value()));
      words.add(filling != null && filling.indicator() ? INDICATOR : "");
      List<String> levels = levels(column.encoding());
      words.add(Integer.toString(levels.size()));
      words.addAll(levels);
    }
    return words;
  }

  private static List<String> levels(Encoding encoding) {
    if (encoding instanceof IndexEncoding index) {
      return index.levels().labels();
    }
    return encoding instanceof CategoryEncoding category ? category.levels().labels() : List.of();
  }

  private static String kind(Encoding encoding) {
    if (encoding instanceof NumberEncoding) {
      return NUMBER;
    }
    if (encoding instanceof BooleanEncoding) {
      return BOOLEAN;
    }
    if (encoding instanceof DateEncoding date) {
      return date.parts() ? DATE_PARTS : DATE;
    }
    return encoding instanceof IndexEncoding index ? EMBEDDING + index.dim() : CATEGORY;
  }

  /**
   * Reads columns as {@link #words} writes them.
   *
   * @param words the words
   * @return the columns
   * @throws DataException if they are none
   */
  public static FeatureColumns parse(List<String> words) {
    List<FeatureColumn> columns = new ArrayList<>();
    Iterator<String> next = words.iterator();
    try {
      while (next.hasNext()) {
        columns.add(column(next));
      }
    } catch (NoSuchElementException | NumberFormatException e) {
      throw damaged(words);
    }
    return new FeatureColumns(columns);
  }

  private static FeatureColumn column(Iterator<String> words) {
    String name = words.next();
    String kind = words.next();
    String fill = words.next();
    boolean indicator = words.next().equals(INDICATOR);
    FeatureColumn.@Nullable Filling filling =
        fill.isEmpty() ? null : new FeatureColumn.Filling(Double.parseDouble(fill), indicator);
    int count = Integer.parseInt(words.next());
    List<String> levels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      levels.add(words.next());
    }
    return new FeatureColumn(name, encoding(kind, levels), filling);
  }

  private static Encoding encoding(String kind, List<String> levels) {
    return switch (kind) {
      case NUMBER -> new NumberEncoding();
      case BOOLEAN -> new BooleanEncoding();
      case DATE -> new DateEncoding(false);
      case DATE_PARTS -> new DateEncoding(true);
      case CATEGORY -> new CategoryEncoding(new Classes(levels));
      default -> {
        if (!kind.startsWith(EMBEDDING)) {
          throw new NoSuchElementException(kind);
        }
        int dim = Integer.parseInt(kind.substring(EMBEDDING.length()));
        yield new IndexEncoding(new Classes(levels), dim);
      }
    };
  }

  private static DataException damaged(List<String> words) {
    return new DataException(
        "FeatureColumns",
        "the words must be those of columns",
        words.size() + " others",
        "a name, a kind, what fills gaps, and levels, for each column",
        null);
  }
}

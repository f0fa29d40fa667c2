package io.kindling.predict;

import io.kindling.error.DataException;
import io.kindling.table.CategoryEncoding;
import io.kindling.table.Encoding;
import io.kindling.table.FeatureColumn;
import io.kindling.table.FeatureColumns;
import io.kindling.table.MissingValues;
import io.kindling.table.NumberEncoding;
import io.kindling.table.RowColumns;
import io.kindling.table.ValueCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A predictor for rows that are objects of the host's: each column's cell is taken from the object
 * and becomes features as in a table. Made by {@link Predictor#binding(Class)}.
 *
 * <pre>{@code
 * record Flat(int rooms, String district) {}
 *
 * Binding<Flat> flats = predictor.binding(Flat.class); // once
 * double price = flats.predict(new Flat(3, "Mitte"));
 * }</pre>
 *
 * <p>Immutable; any number of threads may use one at once.
 *
 * @param <R> a row
 */
public final class Binding<R> {
  private static final String TABLE = "predict";

  private final Predictor predictor;
  private final List<String> names;
  private final List<Column<R>> columns;
  private final @Nullable RowColumns beside;

  /** Where a column's cell comes from, and where its features go; those of levels at once. */
  private record Column<R>(
      @Nullable FeatureColumn feature,
      Function<R, @Nullable Object> value,
      @Nullable ToDoubleFunction<R> number,
      Map<Object, Integer> levels,
      int at,
      int width) {}

  private Binding(
      Predictor predictor,
      List<String> names,
      List<Column<R>> columns,
      @Nullable RowColumns beside) {
    this.predictor = predictor;
    this.names = names;
    this.columns = columns;
    this.beside = beside;
  }

  static <R> Binding<R> of(
      Predictor predictor, FeatureColumns features, @Nullable String offset, Access<R> access) {
    List<String> names = new ArrayList<>(features.names());
    List<Column<R>> columns = new ArrayList<>();
    int at = 0;
    for (FeatureColumn feature : features.columns()) {
      String name = feature.column();
      int width = feature.features().size();
      ToDoubleFunction<R> number =
          feature.encoding() instanceof NumberEncoding ? access.number(name) : null;
      columns.add(
          new Column<>(feature, access.value(name), number, levels(feature.encoding()), at, width));
      at += width;
    }
    if (offset != null) {
      names.add(offset);
      columns.add(new Column<>(null, access.value(offset), null, new HashMap<>(), at, 1));
    }
    RowColumns beside = offset == null ? null : new RowColumns(null, offset);
    return new Binding<>(predictor, List.copyOf(names), List.copyOf(columns), beside);
  }

  /** The levels of a category as cells hold them mostly: to the letter, and not missing. */
  private static Map<Object, Integer> levels(Encoding encoding) {
    Map<Object, Integer> levels = new HashMap<>();
    if (encoding instanceof CategoryEncoding category) {
      for (String label : category.levels().labels()) {
        if (label.equals(label.strip()) && !MissingValues.standard().isMissing(label)) {
          levels.put(label, category.levels().index(label));
        }
      }
    }
    return levels;
  }

  /**
   * Predicts the only number of a row.
   *
   * @param row the row
   * @return the number, in the target's own unit
   * @throws DataException as from {@link Predictor#predict(java.util.Map)}
   */
  public double predict(R row) {
    return predictor.predict(inputs(row));
  }

  /**
   * Predicts the only label of a row.
   *
   * @param row the row
   * @return the label that is most probable, the first of equals
   * @throws DataException as from {@link Predictor#predictLabel(java.util.Map)}
   */
  public String predictLabel(R row) {
    return predictor.predictLabel(inputs(row));
  }

  /**
   * Says how probable each label is.
   *
   * @param row the row
   * @return the probabilities of the labels
   * @throws DataException as from {@link Predictor#probabilities(java.util.Map)}
   */
  public double[] probabilities(R row) {
    return predictor.probabilities(inputs(row));
  }

  /**
   * Encodes a row as its columns' cells are encoded.
   *
   * @param row the row
   * @return {@code [d]}: the numbers of {@link Predictor#inputs}, which any of its methods takes
   * @throws DataException if a cell is missing and may not be, or it holds nothing of its column's
   *     kind
   */
  public double[] inputs(R row) {
    double[] inputs = new double[predictor.inputs().size()];
    ValueCell cell = new ValueCell(TABLE, names, column -> 1);
    for (int i = 0; i < names.size(); i++) {
      Column<R> column = columns.get(i);
      ToDoubleFunction<R> plain = column.number();
      double number = plain == null ? Double.NaN : plain.applyAsDouble(row);
      if (column.width() == 1 && Double.isFinite(number)) {
        inputs[column.at()] = number;
      } else {
        Object value = column.value().apply(row);
        Integer level = column.levels().get(value);
        if (level != null) {
          inputs[column.at() + level] = 1;
        } else {
          cell.show(1, i, value);
          put(cell, column, inputs);
        }
      }
    }
    return inputs;
  }

  private void put(ValueCell cell, Column<R> column, double[] inputs) {
    FeatureColumn feature = column.feature();
    if (feature != null) {
      feature.put(cell, inputs, column.at(), column.width());
    } else if (beside != null) {
      inputs[column.at()] = beside.number(0, cell);
    }
  }
}

package io.kindling.spark;

import io.kindling.error.DataException;
import io.kindling.table.FeatureColumn;
import io.kindling.table.FeatureColumns;
import io.kindling.table.NumberEncoding;
import io.kindling.table.ValueCell;
import java.io.Serializable;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * Makes of a row's cells the numbers that a model takes, by the rules of {@link
 * io.kindling.predict.Predictor#predict(java.util.Map)}. A cell is a value as Spark shows it to
 * user functions; an array or a vector is a number for each of several columns.
 *
 * <p>Any number of threads may use one.
 */
final class FeatureCells implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String PLACE = "predict";

  private final List<String> words;
  private final int[] widths;
  private transient volatile @Nullable Encoder encoder;

  /**
   * Of some columns.
   *
   * @param columns the columns
   * @param widths how many of them each cell is
   */
  FeatureCells(FeatureColumns columns, int[] widths) {
    this.words = List.copyOf(columns.words());
    this.widths = widths.clone();
  }

  /**
   * Encodes a row.
   *
   * @param cells its cells, or more
   * @return its numbers
   * @throws DataException if a cell is missing and may not be, or it holds nothing of its column's
   *     kind
   */
  double[] encode(@Nullable Object... cells) {
    Encoder known = encoder;
    if (known == null) {
      known = new Encoder(FeatureColumns.parse(words));
      encoder = known;
    }
    double[] row = new double[known.width()];
    int column = 0;
    for (int i = 0; i < widths.length; i++) {
      known.put(cells[i], column, widths[i], row);
      column += widths[i];
    }
    return row;
  }

  /** What there is to know of the columns, found once where they have arrived. */
  private static final class Encoder {
    private final FeatureColumns columns;
    private final List<String> names;
    private final int[] starts;
    private final boolean[] plain;

    Encoder(FeatureColumns columns) {
      this.columns = columns;
      this.names = columns.names();
      this.starts = new int[names.size() + 1];
      this.plain = new boolean[names.size()];
      for (int i = 0; i < plain.length; i++) {
        FeatureColumn column = columns.columns().get(i);
        int width = column.features().size();
        starts[i + 1] = starts[i] + width;
        plain[i] = width == 1 && column.encoding() instanceof NumberEncoding;
      }
    }

    int width() {
      return starts[names.size()];
    }

    void put(@Nullable Object cell, int first, int count, double[] row) {
      if (count == 1 && cell instanceof Double number) { // the most usual, and cheap to find out
        put(number.doubleValue(), first, row);
        return;
      }
      double[] vector = VectorCell.numbers(cell);
      if (cell instanceof Seq<?> array) {
        check(array.length(), first, count);
        for (int i = 0; i < count; i++) {
          put(array.apply(i), first + i, row);
        }
      } else if (vector != null) {
        check(vector.length, first, count);
        for (int i = 0; i < count; i++) {
          put(vector[i], first + i, row);
        }
      } else {
        check(1, first, count);
        put(cell, first, row);
      }
    }

    private void put(@Nullable Object value, int column, double[] row) {
      if (value instanceof Double number) {
        put(number.doubleValue(), column, row);
      } else {
        encode(value, column, row);
      }
    }

    private void put(double number, int column, double[] row) {
      if (plain[column] && Double.isFinite(number)) {
        row[starts[column]] = number;
      } else {
        encode(number, column, row);
      }
    }

    private void encode(@Nullable Object value, int column, double[] row) {
      ValueCell cell = new ValueCell(PLACE, names, any -> 1);
      cell.show(1, column, timed(value));
      int at = starts[column];
      columns.columns().get(column).put(cell, row, at, starts[column + 1] - at);
    }

    private void check(int length, int first, int count) {
      if (length != count) {
        throw new DataException(
            PLACE + ", column " + names.get(first),
            "an array must have a number for each feature",
            length + " of them",
            count + ", the last of them " + names.get(first + count - 1),
            null);
      }
    }
  }

  /** Dates and times as {@code java.time} has them, whichever Spark is set to. */
  private static @Nullable Object timed(@Nullable Object value) {
    if (value instanceof Date date) {
      return date.toLocalDate();
    }
    return value instanceof Timestamp time ? time.toInstant() : value;
  }
}

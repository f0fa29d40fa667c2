package io.kindling.spark;

import io.kindling.error.DataException;
import io.kindling.statistics.Moments;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The exact sums of some rows, or what is wrong with one of them. Rows whose numbers are all
 * float64 go in blocks; a decimal takes its row on a way of its own.
 */
final class RowSums {
  private static final int BLOCK = 1024;
  private static final String SEPARATOR = "\u0000";
  private static final String GAPS = "fill such cells, or leave their rows out";

  private final List<String> columns;
  private final @Nullable String weights;
  private final int from;
  private final int width;
  private final Moments sums;
  private final double[] block;
  private final double[] blockWeights;
  private final BigDecimal[] decimals;
  private int count;
  private String problem = "";

  /**
   * Sums of no rows.
   *
   * @param columns the columns
   * @param weights the name of the weights' column, which is behind them; null for none
   * @param from where the first of them stands in a row
   */
  RowSums(List<String> columns, @Nullable String weights, int from) {
    this.columns = columns;
    this.weights = weights;
    this.from = from;
    this.width = columns.size();
    this.sums = Moments.of(columns, weights != null);
    this.block = new double[BLOCK * width];
    this.blockWeights = new double[BLOCK];
    this.decimals = new BigDecimal[width + 1];
  }

  /** {@return whether no cell was wrong so far} */
  boolean isSound() {
    return problem.isEmpty();
  }

  void add(Row row) {
    boolean binary = true;
    for (int i = from; i < row.size(); i++) {
      binary &= row.get(i) instanceof Double value && Double.isFinite(value);
    }
    if (binary) {
      addBinary(row);
    } else {
      addDecimal(row);
    }
  }

  private void addBinary(Row row) {
    for (int i = 0; i < width; i++) {
      block[count * width + i] = row.getDouble(from + i);
    }
    if (weights != null) {
      blockWeights[count] = row.getDouble(from + width);
      if (blockWeights[count] < 0) {
        problem = negative(blockWeights[count] + "");
        return;
      }
    }
    if (++count == BLOCK) {
      settle();
    }
  }

  private void settle() {
    if (weights == null) {
      sums.addAll(block, count);
    } else {
      sums.addAll(block, blockWeights, count);
    }
    count = 0;
  }

  private void addDecimal(Row row) {
    for (int i = from; i < row.size(); i++) {
      BigDecimal value = decimal(row.get(i));
      if (value == null) {
        problem = noNumber(name(i), row.isNullAt(i) ? "nothing" : row.get(i) + "");
        return;
      }
      decimals[i - from] = value;
    }
    if (weights != null && decimals[width].signum() < 0) {
      problem = negative(decimals[width] + "");
      return;
    }
    BigDecimal[] own = Arrays.copyOf(decimals, width);
    if (weights == null) {
      sums.add(own);
    } else {
      sums.add(own, decimals[width]);
    }
  }

  private String name(int i) {
    return i - from < width ? columns.get(i - from) : weights + "";
  }

  private @Nullable BigDecimal decimal(@Nullable Object cell) {
    if (cell instanceof BigDecimal decimal) {
      return decimal;
    }
    if (cell instanceof Long whole) {
      return BigDecimal.valueOf(whole);
    }
    try {
      return cell instanceof Double value ? new BigDecimal(value) : new BigDecimal(trimmed(cell));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String trimmed(@Nullable Object cell) {
    return cell == null ? "" : cell.toString().trim();
  }

  /** {@return the sums, or nothing if a cell was wrong} */
  byte[] bytes() {
    if (!isSound()) {
      return new byte[0];
    }
    settle();
    return sums.bytes();
  }

  /** {@return what is wrong; empty if nothing is} */
  String problem() {
    return problem;
  }

  private static String noNumber(String column, String got) {
    return problem(column, "a cell must hold a number", got, "a finite number such as 1.5", GAPS);
  }

  private String negative(String got) {
    return problem(weights + "", "a weight must be 0 or above", got, "one such as 1.5", "");
  }

  /** What is wrong with a row without a label for its group. */
  static String noLabel(String column) {
    return problem(column, "a group must have a label", "nothing", "text or a number", GAPS);
  }

  private static String problem(String column, String... parts) {
    return "column " + column + SEPARATOR + String.join(SEPARATOR, parts);
  }

  /**
   * Tells what is wrong.
   *
   * @param problem what {@link #problem()} says
   */
  static DataException failure(String problem) {
    String[] parts = problem.split(SEPARATOR, -1);
    String remedy = parts[4].isEmpty() ? null : parts[4];
    return new DataException(parts[0], parts[1], parts[2], parts[3], remedy);
  }
}

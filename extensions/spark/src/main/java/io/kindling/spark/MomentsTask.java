package io.kindling.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kindling.error.DataException;
import io.kindling.statistics.Moments;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The exact sums of a partition's rows.
 *
 * @param columns the columns; behind them the weights, where there are some
 * @param weights the name of the weights' column; null for none
 */
record MomentsTask(List<String> columns, @Nullable String weights)
    implements MapPartitionsFunction<Row, byte[]> {
  private static final String LETTERS = "KMOM";
  private static final int BLOCK = 1024;

  @Override
  public Iterator<byte[]> call(Iterator<Row> rows) {
    Adding adding = new Adding();
    while (rows.hasNext() && adding.problem.isEmpty()) {
      adding.add(rows.next());
    }
    byte[] text = adding.problem.getBytes(UTF_8);
    byte[] sums = text.length > 0 ? new byte[0] : adding.sums();
    return List.of(
            Bytes.write(LETTERS, 2L * Integer.BYTES + text.length + sums.length)
                .put(text)
                .put(sums)
                .done())
        .iterator();
  }

  /**
   * Reads a partition's sums.
   *
   * @throws DataException if a cell held no number
   */
  static Moments read(byte[] bytes) {
    return Bytes.read(
        LETTERS,
        bytes,
        in -> {
          String problem = new String(in.getBytes(), UTF_8);
          byte[] sums = in.getBytes();
          if (!problem.isEmpty()) {
            String[] parts = problem.split("\u0000", 2);
            throw new DataException(
                "column " + parts[0],
                "a cell must hold a number",
                parts[1],
                "a finite number such as 1.5",
                "fill such cells, or leave their rows out");
          }
          return Moments.of(sums);
        });
  }

  /**
   * Rows whose numbers are all float64 go in blocks; a decimal takes its row on a way of its own.
   */
  private final class Adding {
    private final int width = columns.size();
    private final Moments sums = Moments.of(columns, weights != null);
    private final double[] block = new double[BLOCK * width];
    private final double[] blockWeights = new double[BLOCK];
    private final BigDecimal[] decimals = new BigDecimal[width + 1];
    private int count;
    private String problem = "";

    void add(Row row) {
      boolean binary = true;
      for (int i = 0; i < row.size(); i++) {
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
        block[count * width + i] = row.getDouble(i);
      }
      blockWeights[count] = weights == null ? 1 : row.getDouble(width);
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
      for (int i = 0; i < row.size(); i++) {
        BigDecimal value = decimal(row.get(i));
        if (value == null) {
          String name = i < width ? columns.get(i) : weights + "";
          problem = name + "\u0000" + (row.isNullAt(i) ? "nothing" : row.get(i));
          return;
        }
        decimals[i] = value;
      }
      BigDecimal[] own = Arrays.copyOf(decimals, width);
      if (weights == null) {
        sums.add(own);
      } else {
        sums.add(own, decimals[width]);
      }
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

    byte[] sums() {
      settle();
      return sums.bytes();
    }
  }
}

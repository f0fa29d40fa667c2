package io.kindling.statistics;

import io.kindling.error.DataException;
import io.kindling.text.Printable;
import java.math.BigInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What sums must be, as {@link RowChecks} says it of rows. */
final class SumChecks {
  /** What sums take beside each of them, in bytes. */
  private static final int ALONE = 1000;

  private SumChecks() {}

  /**
   * There are half as many sums as pairs of columns.
   *
   * @param times how many tables' sums there are to be at once
   */
  static void memory(int columns, long times) {
    long sums = (columns + 1L) * (columns + 2L) / 2;
    double room = Runtime.getRuntime().maxMemory();
    if (times == 1) {
      room = Math.min(room, (double) Integer.MAX_VALUE * ProductSums.BYTES);
    }
    double bytes = (double) times * (ALONE + (double) sums * ProductSums.BYTES);
    if (bytes > room || sums > Integer.MAX_VALUE) {
      throw new DataException(
          RowChecks.NAME,
          "the sums of all pairs of columns must fit into memory",
          columns
              + " columns, of which they take "
              + megabytes(bytes)
              + (times == 1 ? "" : " of " + (times - 1) + " folds and all rows"),
          "at most " + megabytes(room),
          "give Java more memory with -Xmx, or take fewer columns"
              + (times == 1 ? "" : " or folds"));
    }
  }

  private static String megabytes(double bytes) {
    return (long) (bytes / (1 << 20)) + " MB";
  }

  /** Whether sums are of the same columns, with weights or without. */
  static void alike(Moments one, Moments other) {
    if (!one.columns().equals(other.columns()) || one.weighted() != other.weighted()) {
      throw new DataException(
          RowChecks.NAME,
          "both must have the same columns",
          described(other),
          described(one),
          null);
    }
  }

  private static String described(Moments moments) {
    return moments.columns().stream().map(Printable::quoted).collect(Collectors.joining(", "))
        + (moments.weighted() ? ", with weights" : ", without weights");
  }

  /** Said of rows that are taken away and had never been added. */
  static DataException never(String got) {
    return new DataException(
        RowChecks.NAME,
        "rows must have been added before they are taken away",
        got,
        "sums of rows that are among the others",
        null);
  }

  /**
   * What shows that no rows have such sums, as where rows were taken away that had never been
   * added; null for nothing. That the sums of single columns are possible does not say that all
   * are.
   */
  static @Nullable String problem(Moments moments, ProductSums sums) {
    long rows = moments.rows();
    ExactNumber all = sums.get(0, 0);
    boolean counted =
        moments.weighted()
            ? all.integer().signum() == Long.signum(rows)
            : all.minus(new ExactNumber(BigInteger.valueOf(rows), 0, 0)).isZero();
    if (!counted) {
      return rows + " rows, and weights whose sum is " + Printable.line(all.decimal().toString());
    }
    if (rows == 0 && !sums.isZero()) {
      return "0 rows, and sums that are not 0";
    }
    for (int i = 1; i < sums.columns(); i++) {
      if (sums.spread(i).integer().signum() < 0) {
        return "a variance below 0 of column " + Printable.quoted(moments.columns().get(i - 1));
      }
    }
    return null;
  }
}

package io.kindling.train;

import io.kindling.error.DataException;
import io.kindling.nn.LossSpec;
import java.util.Arrays;
import java.util.List;

/**
 * The losses of some rows, batch by batch of {@value Evaluator#BATCH} rows; the last one may be
 * short. Where each machine computes those of some rows, and they are put together in the rows'
 * order, the {@link #total} is what one machine gives.
 *
 * @param losses each batch's loss
 * @param counts what each batch's mean divides by: its rows, or the sum of their weights
 * @param rows how many rows each batch has
 */
@SuppressWarnings("ArrayRecordComponent") // compared here
public record PartialLosses(float[] losses, double[] counts, int[] rows) {
  /** Checks the lengths. */
  public PartialLosses {
    if (losses.length != counts.length || losses.length != rows.length) {
      throw new DataException(
          "evaluate",
          "each batch must have a loss, what it counts for, and its rows",
          losses.length + ", " + counts.length + " and " + rows.length,
          "as many of each",
          null);
    }
  }

  static PartialLosses of(List<Float> losses, List<Double> counts, List<Integer> rows) {
    float[] each = new float[losses.size()];
    for (int batch = 0; batch < each.length; batch++) {
      each[batch] = losses.get(batch);
    }
    return new PartialLosses(
        each,
        counts.stream().mapToDouble(Double::doubleValue).toArray(),
        rows.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * Puts losses together.
   *
   * @param spec the loss
   * @param parts the parts, in the order of their rows
   * @return what the loss comes to over all of them; NaN if there is no row that counts
   */
  public static double total(LossSpec spec, Iterable<PartialLosses> parts) {
    TotalLoss total = new TotalLoss(spec);
    for (PartialLosses part : parts) {
      for (int batch = 0; batch < part.losses.length; batch++) {
        total.add(part.losses[batch], part.counts[batch], part.rows[batch]);
      }
    }
    return total.value();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PartialLosses part
        && Arrays.equals(losses, part.losses)
        && Arrays.equals(counts, part.counts)
        && Arrays.equals(rows, part.rows);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(losses);
  }
}

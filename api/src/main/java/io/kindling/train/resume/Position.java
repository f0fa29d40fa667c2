package io.kindling.train.resume;

import io.kindling.core.DType;
import io.kindling.core.TensorData;
import java.nio.LongBuffer;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a training is, right after a step.
 *
 * @param epoch how many epochs were completed
 * @param step how many steps were taken in all
 * @param batch how many batches of the epoch were taken, at least 1; all of them after its last
 *     step
 * @param permutation the order of the epoch's rows, int64; null for their own
 * @param rate the learning rate that the epoch began with
 * @param lossSum what the epoch's losses add up to, each times what it counts for
 * @param lossWeight what they count for in all: the rows, unless these differ in weight
 * @param lossRows how many rows that is
 */
public record Position(
    int epoch,
    long step,
    int batch,
    @Nullable TensorData permutation,
    double rate,
    double lossSum,
    double lossWeight,
    long lossRows) {
  private static final String EPOCH = "epoch";
  private static final String STEP = "step";
  private static final String BATCH = "batch";
  private static final String PERMUTATION = "permutation";
  private static final String LEARNING_RATE = "learning_rate";
  private static final String EPOCH_LOSS = "epoch_loss";
  private static final String SUM = "sum";
  private static final String WEIGHT = "weight";
  private static final String ROWS = "rows";

  /** Adds the entries of a checkpoint that say it. */
  void put(Map<String, @Nullable Object> tree) {
    tree.put(EPOCH, (long) epoch);
    tree.put(STEP, step);
    tree.put(BATCH, (long) batch);
    tree.put(PERMUTATION, permutation);
    tree.put(LEARNING_RATE, rate);
    Map<String, @Nullable Object> loss = new LinkedHashMap<>();
    loss.put(SUM, lossSum);
    loss.put(ROWS, lossRows);
    if (lossWeight != lossRows) {
      loss.put(WEIGHT, lossWeight);
    }
    tree.put(EPOCH_LOSS, loss);
  }

  static Position from(Entries tree) {
    Entries loss = tree.dict(EPOCH_LOSS);
    long rows = loss.whole(ROWS, 1);
    return new Position(
        tree.integer(EPOCH, 0),
        tree.whole(STEP, 1),
        tree.integer(BATCH, 1),
        tree.has(PERMUTATION) ? permutation(tree) : null,
        tree.number(LEARNING_RATE),
        loss.number(SUM),
        loss.has(WEIGHT) ? loss.number(WEIGHT) : rows,
        rows);
  }

  private static TensorData permutation(Entries tree) {
    Object value = tree.value(PERMUTATION);
    if (value instanceof TensorData order
        && order.dtype() == DType.INT64
        && order.shape().rank() == 1
        && permutes(order.longs())) {
      return order;
    }
    throw tree.error(PERMUTATION, value, "a permutation of 0 … n − 1, int64");
  }

  private static boolean permutes(LongBuffer order) {
    int rows = order.remaining();
    BitSet seen = new BitSet(rows);
    while (order.hasRemaining()) {
      long row = order.get();
      if (row < 0 || row >= rows || seen.get((int) row)) {
        return false;
      }
      seen.set((int) row);
    }
    return true;
  }
}

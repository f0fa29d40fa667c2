package io.kindling.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kindling.nn.LossSpec;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongToDoubleFunction;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a shard count for, what is wrong with them, and what they come to.
 *
 * @param form how many numbers a row has
 * @param loss the loss, which may weigh classes, or ignore one
 * @param adds whether features and targets are added up
 */
record CountsTask(RowForm form, String loss, boolean adds)
    implements MapPartitionsFunction<byte[], byte[]> {
  private static final String LETTERS = "KSUR";

  /**
   * What was found.
   *
   * @param shard in which shard
   * @param counted how many rows count
   * @param weights what they weigh, added up row by row
   * @param unit the largest power of two that all their weights are multiples of
   * @param sums the sums of features and targets; empty where they are not asked for
   * @param problem what is wrong with the first bad row; null for nothing
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Found(
      int shard,
      long counted,
      double weights,
      double unit,
      byte[] sums,
      @Nullable Problem problem) {
    static Found of(byte[] bytes) {
      return Bytes.read(
          LETTERS,
          bytes,
          in ->
              new Found(
                  in.getInt(),
                  in.getLong(),
                  in.getDouble(),
                  in.getDouble(),
                  in.getBytes(),
                  Problem.parse(new String(in.getBytes(), UTF_8))));
    }

    byte[] bytes() {
      byte[] text = Problem.text(problem).getBytes(UTF_8);
      long length = 3L * Integer.BYTES + 3L * Long.BYTES + sums.length + text.length;
      return Bytes.write(LETTERS, length)
          .put(shard)
          .put(counted)
          .put(weights)
          .put(unit)
          .put(sums)
          .put(text)
          .done();
    }
  }

  @Override
  public Iterator<byte[]> call(Iterator<byte[]> packed) {
    PackedShard shard = PackedShard.only(packed, form);
    LossSpec spec = LossSpec.parse(loss);
    OptionalLong ignored = spec.ignoredClass();
    long counted = 0;
    double sum = 0;
    double unit = Double.MAX_VALUE;
    for (int row = 0; row < shard.count(); row++) {
      if (ignored.isEmpty() || target(shard, row) != ignored.getAsLong()) {
        counted++;
      }
      double weight = weight(spec.classWeights(), shard, row);
      sum += weight;
      unit = Math.min(unit, unit(weight));
    }
    Found found =
        new Found(TaskContext.getPartitionId(), counted, sum, unit, sums(shard), shard.problem());
    return List.of(found.bytes()).iterator();
  }

  private byte[] sums(PackedShard shard) {
    if (!adds) {
      return new byte[0];
    }
    TableSums sums = TableSums.of(form);
    sums.add(shard, form);
    return sums.bytes();
  }

  /** What a row counts for: its weight, times its class's where there are such. */
  double weight(@Nullable LongToDoubleFunction classes, PackedShard shard, int row) {
    double own = form.weight() ? (float) at(shard, row, form.features() + form.targets()) : 1;
    return classes == null || shard.problem() != null
        ? own
        : own * classes.applyAsDouble((long) target(shard, row));
  }

  private double target(PackedShard shard, int row) {
    return at(shard, row, form.features());
  }

  private double at(PackedShard shard, int row, int column) {
    return shard.values()[row * form.width() + column];
  }

  /** The last binary digit of a number that is not 0. */
  private static double unit(double weight) {
    if (weight == 0) {
      return Double.MAX_VALUE;
    }
    int zeros = Long.numberOfTrailingZeros(Double.doubleToRawLongBits(weight) | 1L << 52);
    return Math.ulp(weight) * Math.scalb(1.0, zeros);
  }
}

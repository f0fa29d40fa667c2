package io.kindling.spark;

import io.kindling.nn.LossSpec;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;

/**
 * What each row of a shard counts for, in float64, for those who must add it up in order.
 *
 * @param counts says what a row counts for
 */
record WeightsTask(CountsTask counts) implements MapPartitionsFunction<byte[], byte[]> {
  private static final String LETTERS = "KWGT";

  @Override
  public Iterator<byte[]> call(Iterator<byte[]> packed) {
    PackedShard shard = PackedShard.only(packed, counts.form());
    LongToDoubleFunction classes = LossSpec.parse(counts.loss()).classWeights();
    long length = Integer.BYTES + (long) Double.BYTES * shard.count();
    Bytes bytes = Bytes.write(LETTERS, length).put(shard.count());
    for (int row = 0; row < shard.count(); row++) {
      bytes.put(counts.weight(classes, shard, row));
    }
    return List.of(bytes.done()).iterator();
  }

  /** Adds the weights of a shard to those of the shards before it, row by row. */
  static double add(double sum, byte[] weights) {
    return Bytes.read(
        LETTERS,
        weights,
        in -> {
          double added = sum;
          for (int left = in.getInt(); left > 0; left--) {
            added += in.getDouble();
          }
          return added;
        });
  }
}

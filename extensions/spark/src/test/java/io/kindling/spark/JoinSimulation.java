package io.kindling.spark;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.cpu.sums.Replay;
import io.kindling.cpu.sums.Shard;
import io.kindling.cpu.sums.ShardedStep;
import io.kindling.cpu.sums.Totals;
import io.kindling.data.Beside;
import io.kindling.data.Rows;
import io.kindling.train.FullBatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A step over very many shards, without their rows: the sums of one block of rows stand for those
 * of each shard, at its own place in the tree; they go through the tasks that join them, and the
 * driver takes the rest. It says how many bytes travel, and how long joining takes on one thread.
 *
 * <p>Its main method measures; {@code -Xmx512m} is enough for all of it.
 */
final class JoinSimulation {
  private static final int BLOCK = 256;

  private final int features;
  private final int shards;
  private final int level;
  private final ShardedStep step;
  private final Map<String, TensorData> parameters = new LinkedHashMap<>();
  private final byte[] sums;

  /**
   * Of a line.
   *
   * @param features how many features it has
   * @param shards how many shards there are
   * @param level each has 2^level blocks of rows
   */
  JoinSimulation(int features, int shards, int level) {
    this.features = features;
    this.shards = shards;
    this.level = level;
    this.step = step(((long) shards << level) * BLOCK);
    float[] weight = new float[features];
    Arrays.fill(weight, 0.5f);
    parameters.put("weight", TensorData.of(weight, Shape.of(1, features)));
    parameters.put("bias", TensorData.of(new float[] {1}, Shape.of(1)));
    float[] values = new float[BLOCK * features];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 31) / 32f;
    }
    Rows rows =
        new Rows(
            TensorData.of(values, Shape.of(BLOCK, features)),
            TensorData.full(Shape.of(BLOCK, 1), 1));
    try (Shard shard = step(BLOCK).shard(0, rows)) {
      this.sums = shard.record(parameters);
    }
  }

  private ShardedStep step(long rows) {
    return new ShardedStep(linear(features, 1), mse(), Beside.NOTHING, Totals.of(rows));
  }

  /** The sums as of a shard: see {@code StepSums} for where its place stands in them. */
  private byte[] of(int shard) {
    byte[] moved = sums.clone();
    ByteBuffer bytes = ByteBuffer.wrap(moved).order(ByteOrder.LITTLE_ENDIAN).position(9);
    for (int calls = bytes.getInt(); calls > 0; calls--) {
      int width = bytes.getInt();
      bytes.putLong((long) shards << level);
      bytes.getInt(); // one node
      bytes.put((byte) level).putLong(shard);
      bytes.position(bytes.position() + width * Float.BYTES);
    }
    CRC32C checksum = new CRC32C();
    checksum.update(moved, 0, moved.length - Integer.BYTES);
    bytes.putInt((int) checksum.getValue());
    return moved;
  }

  /**
   * What was measured.
   *
   * @param result loss and gradients
   * @param executors how many bytes of results go to executors that join them
   * @param driver how many go to the driver
   * @param results in how many parts
   * @param joining how long joining takes, in seconds of one thread
   * @param replaying how long the driver takes
   */
  record Measured(
      FullBatch.Gradients result,
      long executors,
      long driver,
      int results,
      double joining,
      double replaying) {}

  /** As {@link Shards#sums} does it. */
  Measured run(int mostResults, int fan) {
    long start = System.nanoTime();
    long[] travelled = {0};
    List<byte[]> results = new ArrayList<>();
    Iterator<byte[]> all =
        joined(
            shards,
            mostResults,
            fan,
            new Iterator<>() {
              private int next;

              @Override
              public boolean hasNext() {
                return next < shards;
              }

              @Override
              public byte[] next() {
                return of(next++);
              }
            },
            travelled);
    all.forEachRemaining(results::add);
    long joined = System.nanoTime();
    try (Replay replay = step.replay(features, 1)) {
      FullBatch.Gradients result = replay.gradients(parameters, results);
      long end = System.nanoTime();
      long driver = results.stream().mapToLong(bytes -> bytes.length).sum();
      return new Measured(
          result,
          travelled[0],
          driver,
          results.size(),
          (joined - start) / 1e9,
          (end - joined) / 1e9);
    }
  }

  private static Iterator<byte[]> joined(
      int count, int mostResults, int fan, Iterator<byte[]> parts, long[] travelled) {
    if (count <= mostResults) {
      return parts;
    }
    Iterator<byte[]> groups =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return parts.hasNext();
          }

          @Override
          public byte[] next() {
            List<byte[]> group = new ArrayList<>();
            while (group.size() < fan && parts.hasNext()) {
              group.add(parts.next());
              travelled[0] += group.get(group.size() - 1).length;
            }
            return new JoinTask().call(group.iterator()).next();
          }
        };
    return joined((count + fan - 1) / fan, mostResults, fan, groups, travelled);
  }

  /**
   * Measures.
   *
   * @param args nothing
   */
  public static void main(String... args) {
    System.out.println(
        "| rows | shards | features | to executors, MB | to the driver, MB | in parts | joining, s of"
            + " one thread | the driver, ms |\n|---|---|---|---|---|---|---|---|");
    for (int features : new int[] {16, 100, 1000}) {
      for (int shards : new int[] {1000, 10_000, 100_000}) {
        int level = 9; // 131,072 rows
        JoinSimulation simulation = new JoinSimulation(features, shards, level);
        Measured warm = simulation.run(256, 32);
        Measured measured = shards > 10_000 ? warm : simulation.run(256, 32);
        System.out.printf(
            "| %.1e | %,d | %,d | %.1f | %.2f | %d | %.2f | %.1f |%n",
            (double) ((long) shards << level) * BLOCK,
            shards,
            features,
            measured.executors / 1e6,
            measured.driver / 1e6,
            measured.results,
            measured.joining,
            measured.replaying * 1e3);
      }
    }
  }
}

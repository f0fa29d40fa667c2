package io.kindling.spark;

import io.kindling.cpu.sums.JudgedRows;
import io.kindling.train.PartialLosses;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;

/**
 * The losses of a shard of validation rows.
 *
 * @param training whose
 * @param form what is trained
 * @param state the parameters, as {@link StateBytes} writes them
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record JudgeTask(String training, StepForm form, byte[] state)
    implements MapPartitionsFunction<byte[], byte[]> {
  private static final String LETTERS = "KLOS";

  /**
   * What came of a shard.
   *
   * @param shard which
   * @param losses its losses
   */
  record Judged(int shard, PartialLosses losses) {
    static Judged of(byte[] bytes) {
      return Bytes.read(
          LETTERS,
          bytes,
          in -> {
            int shard = in.getInt();
            int batches = in.getInt();
            double[] counts = new double[batches];
            int[] rows = new int[batches];
            for (int i = 0; i < batches; i++) {
              counts[i] = in.getDouble();
              rows[i] = in.getInt();
            }
            return new Judged(shard, new PartialLosses(in.getFloats(batches), counts, rows));
          });
    }

    byte[] bytes() {
      int batches = losses.losses().length;
      long length =
          2L * Integer.BYTES + (Double.BYTES + Integer.BYTES + Float.BYTES) * (long) batches;
      Bytes bytes = Bytes.write(LETTERS, length).put(shard).put(batches);
      for (int i = 0; i < batches; i++) {
        bytes.put(losses.counts()[i]).put(losses.rows()[i]);
      }
      return bytes.put(java.nio.FloatBuffer.wrap(losses.losses())).done();
    }
  }

  @Override
  public Iterator<byte[]> call(Iterator<byte[]> packed) {
    int shard = TaskContext.getPartitionId();
    PartialLosses losses =
        LiveShards.here()
            .with(
                new LiveShards.Key(training, shard),
                LoadedRows.class,
                () -> LoadedRows.of(form, packed),
                rows -> rows.rows().losses(StateBytes.read(state)));
    return List.of(new Judged(shard, losses).bytes()).iterator();
  }

  /**
   * Loaded rows, and their size.
   *
   * @param rows the rows
   * @param bytes how much memory they take
   */
  record LoadedRows(JudgedRows rows, long bytes) implements LiveShards.Live {
    static LoadedRows of(StepForm form, Iterator<byte[]> packed) {
      PackedShard shard = PackedShard.only(packed, form.form());
      JudgedRows rows =
          new JudgedRows(
              form.moduleSpec(),
              form.lossSpec(),
              form.form().beside(),
              shard.rows(form.form(), form.scaling()));
      return new LoadedRows(rows, shard.length());
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}

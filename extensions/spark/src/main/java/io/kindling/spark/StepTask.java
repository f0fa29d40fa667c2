package io.kindling.spark;

import io.kindling.core.TensorData;
import io.kindling.cpu.sums.Shard;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;

/**
 * The sums of a shard in one step.
 *
 * @param training whose
 * @param form what is trained
 * @param state the parameters, as {@link StateBytes} writes them
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record StepTask(String training, StepForm form, byte[] state)
    implements MapPartitionsFunction<byte[], byte[]> {
  @Override
  public Iterator<byte[]> call(Iterator<byte[]> packed) {
    Map<String, TensorData> parameters = StateBytes.read(state);
    LiveShards.Key key = new LiveShards.Key(training, TaskContext.getPartitionId());
    byte[] sums =
        LiveShards.here()
            .with(
                key,
                LoadedShard.class,
                () -> LoadedShard.of(form, packed),
                shard -> shard.shard().record(parameters));
    return List.of(sums).iterator();
  }

  /**
   * A shard, and its size.
   *
   * @param shard the shard
   * @param bytes how much memory it takes
   */
  record LoadedShard(Shard shard, long bytes) implements LiveShards.Live {
    static LoadedShard of(StepForm form, Iterator<byte[]> packed) {
      PackedShard rows = PackedShard.only(packed, form.form());
      return new LoadedShard(
          form.step().shard(rows.first(), rows.rows(form.form(), form.scaling())), rows.length());
    }

    @Override
    public void close() {
      shard.close();
    }
  }
}

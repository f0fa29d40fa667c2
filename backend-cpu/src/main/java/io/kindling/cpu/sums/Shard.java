package io.kindling.cpu.sums;

import io.kindling.core.TensorData;
import io.kindling.data.Rows;
import io.kindling.error.StateDictException;
import java.util.Map;

/**
 * Some rows of a {@link ShardedStep} on a worker. They stay loaded from step to step, and are
 * packed as samples are that are read again.
 */
public final class Shard implements AutoCloseable {
  private final LiveStep live;
  private final RecordingSharing sharing;

  Shard(ShardedStep step, long firstRow, Rows rows) {
    RecordingSharing[] made = new RecordingSharing[1];
    this.live =
        new LiveStep(
            step,
            rows,
            own -> made[0] = new RecordingSharing(own, step.totals(), firstRow, rows.count()));
    this.sharing = made[0];
  }

  /**
   * Computes the block sums of a step over these rows, on the caller's thread.
   *
   * @param parameters the model's state
   * @return the sums, for {@link ShardedStep#join} and {@link Replay#gradients}
   * @throws StateDictException if it is no state of the model
   */
  public byte[] record(Map<String, TensorData> parameters) {
    sharing.begin();
    live.run(parameters);
    return new StepSums(Mark.of(parameters), sharing.calls()).bytes();
  }

  @Override
  public void close() {
    live.close();
  }
}

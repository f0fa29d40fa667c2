package io.kindling.cpu.sums;

import io.kindling.core.TensorData;
import io.kindling.data.Rows;
import io.kindling.error.DataException;
import io.kindling.error.StateDictException;
import io.kindling.train.FullBatch;
import java.util.Collection;
import java.util.Map;

/**
 * A {@link ShardedStep} on the driver: the model and its loss over a few rows that stand in for
 * all, with the recorded totals in the place of every sum over rows.
 */
public final class Replay implements AutoCloseable {
  static final int ROWS = 2;

  private final LiveStep live;
  private final ReplayingSharing sharing;

  Replay(ShardedStep step, Rows standIn) {
    ReplayingSharing[] made = new ReplayingSharing[1];
    this.live =
        new LiveStep(
            step, standIn, own -> made[0] = new ReplayingSharing(own, step.totals(), ROWS));
    this.sharing = made[0];
  }

  /**
   * Computes loss and gradients over all rows.
   *
   * @param parameters the model's state that the sums were recorded with
   * @param sums those of all shards, joined or not, in any order
   * @return loss and gradients
   * @throws DataException if some are damaged, missing, of another step, or of the same rows
   * @throws StateDictException if it is no state of the model
   */
  public FullBatch.Gradients gradients(
      Map<String, TensorData> parameters, Collection<byte[]> sums) {
    StepSums all = StepSums.of(sums);
    all.checkMark(Mark.of(parameters));
    sharing.begin(all.calls());
    float loss = live.run(parameters);
    sharing.end();
    return new FullBatch.Gradients(loss, live.gradients());
  }

  @Override
  public void close() {
    live.close();
  }
}

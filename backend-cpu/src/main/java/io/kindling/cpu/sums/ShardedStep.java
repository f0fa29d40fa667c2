package io.kindling.cpu.sums;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.data.Beside;
import io.kindling.data.Rows;
import io.kindling.error.DataException;
import io.kindling.error.SpecException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import java.util.Collection;

/**
 * A training step over rows that lie in several JVMs, with the bits that it has in one. Each worker
 * {@linkplain Shard#record records} the block sums of its rows, in any order; the driver
 * {@linkplain Replay#gradients replays} the step with their totals. What can be described so can be
 * trained so: layers through which each row goes alone, whose gradients are sums over blocks of
 * rows.
 *
 * @param module the model
 * @param loss what it reduces
 * @param beside what rows have beside features and targets
 * @param totals what is known of all rows
 */
public record ShardedStep(ModuleSpec module, LossSpec loss, Beside beside, Totals totals) {
  /**
   * Checks that rows know of each other by block sums only.
   *
   * @throws SpecException if they do not; the message says what to take instead
   */
  public ShardedStep {
    RowWise.check(module);
    RowWise.check(loss, beside.weight());
  }

  /**
   * Loads some rows, on a worker.
   *
   * @param firstRow how many rows are before these: the shard of 2ⁿ blocks of 256 rows begins at a
   *     multiple of its length
   * @param rows the rows: as many as that, or as there are left
   * @return the shard, for one thread at a time
   * @throws DataException if it is no such shard
   */
  public Shard shard(long firstRow, Rows rows) {
    if (!isNode(firstRow, firstRow + rows.count())) {
      throw new DataException(
          "sharded step",
          "a shard must be 2^n blocks of 256 rows, from a multiple of that on, or the rest of all",
          rows.count() + " rows from row " + firstRow + " on, of " + totals.rows(),
          "for instance 65,536 rows from row 131,072 on",
          null);
    }
    return new Shard(this, firstRow, rows);
  }

  private boolean isNode(long firstRow, long end) {
    return firstRow >= 0
        && end > firstRow
        && end <= totals.rows()
        && Tree.begins(firstRow)
        && (Tree.begins(end) || end == totals.rows())
        && nodes(firstRow, end) == 1;
  }

  private int nodes(long firstRow, long end) {
    return Tree.ofRows(totals.rows()).cover(Tree.block(firstRow), Tree.block(end - 1) + 1).size();
  }

  /**
   * Joins sums of one step, on the way to the driver: the fewer bytes, the more of them are of
   * neighbours.
   *
   * @param sums as {@link Shard#record} gave them, or this, one at least
   * @return the same sums, joined where siblings are there
   * @throws DataException if some are damaged, of another step, or of the same rows
   */
  public static byte[] join(Collection<byte[]> sums) {
    return StepSums.of(sums).bytes();
  }

  /**
   * Prepares to replay steps, on the driver.
   *
   * @param features how many features a row has
   * @param targets how many targets; 1 for classes
   * @return what replays them, for one thread at a time
   */
  public Replay replay(int features, int targets) {
    return new Replay(this, standIn(features, targets));
  }

  /** Two rows, whose numbers do not matter: of one alone, some shapes are what none would be. */
  private Rows standIn(int features, int targets) {
    int rows = Replay.ROWS;
    boolean classes = loss.targetType() == DType.INT64;
    return new Rows(
        TensorData.full(Shape.of(rows, features), 0),
        classes
            ? TensorData.of(new long[rows], Shape.of(rows))
            : TensorData.full(Shape.of(rows, targets), 0),
        beside.width() == 0 ? null : TensorData.full(Shape.of(rows, beside.width()), 0));
  }
}

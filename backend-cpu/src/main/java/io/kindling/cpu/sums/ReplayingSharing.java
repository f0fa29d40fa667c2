package io.kindling.cpu.sums;

import io.kindling.cpu.kernel.BlockSum;
import io.kindling.cpu.kernel.Samples;
import io.kindling.cpu.kernel.Sharing;
import io.kindling.error.DataException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the sums over all rows, as they were recorded, in the place of those over the rows at hand,
 * which stand in for all.
 */
final class ReplayingSharing extends PartSharing {
  private final int rows;
  private Iterator<NodeSet> calls = List.<NodeSet>of().iterator();

  /**
   * With nothing to replay yet.
   *
   * @param rows how many stand in for all
   */
  ReplayingSharing(Sharing own, Totals totals, int rows) {
    super(own, totals);
    this.rows = rows;
  }

  @Override
  int rows() {
    return rows;
  }

  void begin(List<NodeSet> recorded) {
    calls = recorded.iterator();
  }

  /**
   * Says that the step is over.
   *
   * @throws DataException if more sums were recorded than were asked for
   */
  void end() {
    if (calls.hasNext()) {
      throw other("more sums than the model asks for");
    }
  }

  @Override
  public float[] sumBlocks(
      int elements, int width, int cost, BlockSum.Partial partial, float @Nullable [] room) {
    return next(Tree.ofRows(elements(elements)), width);
  }

  @Override
  public float[] sumLanes(Samples samples, int outputs, int cost, BlockSum.Partial partial) {
    float[] sums = next(Tree.ofRows(elements(samples.rows())), samples.width(outputs));
    return samples.ownOrder(sums, outputs);
  }

  private float[] next(Tree tree, int width) {
    NodeSet call = calls.hasNext() ? calls.next() : null;
    if (call == null || call.width() != width || !call.tree().equals(tree)) {
      throw other(
          call == null
              ? "no more"
              : "one of " + call.width() + " numbers over " + call.tree().blocks() + " blocks");
    }
    return call.total();
  }

  private static DataException other(String got) {
    return new DataException(
        "sums",
        "the sums must be those that the model and its loss ask for",
        got,
        "the same sums in the same order",
        "record all shards with the model and loss that they are replayed with");
  }
}

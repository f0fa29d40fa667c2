package io.kindling.cpu.sums;

import io.kindling.cpu.kernel.BlockSum;
import io.kindling.cpu.kernel.Samples;
import io.kindling.cpu.kernel.Sharing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the block sums over the rows of a shard as nodes of the tree over all rows. Who asked
 * for a sum gets zeros: in a step nothing that is summed depends on another sum.
 */
final class RecordingSharing extends PartSharing {
  private final long firstRow;
  private final int rows;
  private final List<NodeSet> calls = new ArrayList<>();

  /**
   * Of a shard.
   *
   * @param firstRow where it begins, the first row of a block
   * @param rows how many rows it has
   */
  RecordingSharing(Sharing own, Totals totals, long firstRow, int rows) {
    super(own, totals);
    this.firstRow = firstRow;
    this.rows = rows;
  }

  @Override
  int rows() {
    return rows;
  }

  @Override
  public float[] sumBlocks(
      int elements, int width, int cost, BlockSum.Partial partial, float @Nullable [] room) {
    record(elements, width, partial, UnaryOperator.identity());
    return new float[width];
  }

  @Override
  public float[] sumLanes(Samples samples, int outputs, int cost, BlockSum.Partial partial) {
    int width = samples.width(outputs);
    record(samples.rows(), width, partial, sums -> samples.lanesLast(sums, outputs));
    return new float[width];
  }

  /**
   * Sums node by node. What computes several blocks at once begins where a shard does, which is
   * then one node; elements of which a row has several are summed block by block.
   */
  private void record(
      int elements, int width, BlockSum.Partial partial, UnaryOperator<float[]> order) {
    NodeSet call = new NodeSet(Tree.ofRows(elements(elements)), width);
    long first = Tree.block(ofEach(elements) * firstRow);
    long end = first + Tree.ofRows(elements).blocks();
    for (Node node : call.tree().cover(first, end)) {
      int from = (int) (node.first() - first);
      int to = (int) (call.tree().end(node) - first);
      call.add(node, order.apply(BlockSum.over(elements, width, partial, from, to)));
    }
    calls.add(call);
  }

  /** Forgets what a step before has left. */
  void begin() {
    calls.clear();
  }

  /** What was remembered. */
  List<NodeSet> calls() {
    return List.copyOf(calls);
  }
}

package io.kindling.spark;

import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Puts a shard together, which is a partition's only content, and whose number is the partition's.
 *
 * @param form how many numbers a row has
 * @param shardRows how many rows a shard has, but for the last one
 * @param rows how many rows there are in all
 */
record AssembleTask(RowForm form, int shardRows, long rows)
    implements MapPartitionsFunction<Tuple2<Integer, byte[]>, byte[]> {
  @Override
  public Iterator<byte[]> call(Iterator<Tuple2<Integer, byte[]>> fragments) {
    return List.of(new Assembly(TaskContext.getPartitionId()).of(fragments).bytes()).iterator();
  }

  private final class Assembly {
    private final long first;
    private final int count;
    private final double[] values;
    private final BitSet there;
    private @Nullable Problem problem;

    Assembly(int shard) {
      this.first = (long) shard * shardRows;
      this.count = (int) Math.min(shardRows, rows - first);
      this.values = new double[Math.multiplyExact(count, form.width())];
      this.there = new BitSet(count);
    }

    PackedShard of(Iterator<Tuple2<Integer, byte[]>> fragments) {
      while (fragments.hasNext()) {
        add(Fragment.of(fragments.next()._2(), form.width()));
      }
      int missing = there.nextClearBit(0);
      if (missing < count) {
        report(missing, "no row");
      }
      return new PackedShard(first, count, values, problem);
    }

    private void add(Fragment fragment) {
      problem = Problem.first(problem, fragment.problem());
      int width = form.width();
      for (int row = 0; row < fragment.count(); row++) {
        int place = fragment.place(row);
        if (place < 0 || place >= count || there.get(place)) {
          report(place, "two rows");
          continue;
        }
        there.set(place);
        System.arraycopy(fragment.values(), row * width, values, place * width, width);
      }
    }

    private void report(int place, String got) {
      problem = Problem.first(problem, Problem.place(first + place, got));
    }
  }
}

package io.kindling.spark;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Packs the rows of a partition into fragments of shards, so that bytes travel, and not rows.
 *
 * @param reader takes numbers out of cells
 * @param numbering gives rows their numbers
 * @param shardRows how many rows a shard has
 * @param rows how many rows there are in all
 */
record PackTask(CellReader reader, Numbering numbering, int shardRows, long rows)
    implements MapPartitionsFunction<Row, Tuple2<Integer, byte[]>> {
  /** How many bytes a task gathers at most before it lets fragments go. */
  private static final long ROOM = 1 << 25;

  @Override
  public Iterator<Tuple2<Integer, byte[]>> call(Iterator<Row> partition) {
    return new Packing(partition);
  }

  private final class Packing implements Iterator<Tuple2<Integer, byte[]>> {
    private final Iterator<Row> partition;
    private final Numbering.Counter counter = numbering.start(TaskContext.getPartitionId());
    private final CellReader.Reader cells = reader.reader();
    private final Map<Integer, Fragment> open = new LinkedHashMap<>();
    private final ArrayDeque<Tuple2<Integer, byte[]>> ready = new ArrayDeque<>();
    private long room;

    Packing(Iterator<Row> partition) {
      this.partition = partition;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && partition.hasNext()) {
        add(partition.next());
      }
      if (ready.isEmpty()) {
        release();
      }
      return !ready.isEmpty();
    }

    @Override
    public Tuple2<Integer, byte[]> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void add(Row row) {
      long number = counter.number(row);
      long last = (rows - 1) / shardRows; // rows beyond it are too many, which is said there
      int shard = (int) Math.max(0, Math.min(number / shardRows, last));
      Fragment fragment = open.computeIfAbsent(shard, i -> new Fragment(reader.form().width()));
      long before = fragment.length();
      int at = fragment.add((int) Math.min(Integer.MAX_VALUE, number - (long) shard * shardRows));
      double[] numbers = cells.read(row, number);
      System.arraycopy(numbers, 0, fragment.values(), at, numbers.length);
      Problem problem = cells.problem();
      if (problem != null) {
        fragment.report(problem);
      }
      room += fragment.length() - before;
      if (room > ROOM) {
        release();
      }
    }

    private void release() {
      open.forEach((shard, fragment) -> ready.add(new Tuple2<>(shard, fragment.bytes())));
      open.clear();
      room = 0;
    }
  }
}

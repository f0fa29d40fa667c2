package io.kindling.spark;

import io.kindling.cpu.sums.ShardedStep;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;

/** Joins the sums of neighbours, of which each partition has some. */
record JoinTask() implements MapPartitionsFunction<byte[], byte[]> {
  @Override
  public Iterator<byte[]> call(Iterator<byte[]> sums) {
    List<byte[]> all = new ArrayList<>();
    sums.forEachRemaining(all::add);
    return all.isEmpty() ? all.iterator() : List.of(ShardedStep.join(all)).iterator();
  }
}

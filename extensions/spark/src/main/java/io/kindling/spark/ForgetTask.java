package io.kindling.spark;

import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;

/**
 * Lets go of what a training has loaded where this runs.
 *
 * @param training the training
 */
record ForgetTask(String training) implements MapPartitionsFunction<byte[], byte[]> {
  @Override
  public Iterator<byte[]> call(Iterator<byte[]> packed) {
    LiveShards.here().forget(training);
    return Collections.emptyIterator();
  }
}

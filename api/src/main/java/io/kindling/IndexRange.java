package io.kindling;

import io.kindling.core.TensorData;
import java.nio.LongBuffer;

/** The bounds that a tensor's integers keep: known where they came from, so that nobody looks. */
record IndexRange(long lowest, long highest) {
  static IndexRange of(TensorData data) {
    long lowest = 0;
    long highest = 0;
    for (LongBuffer values = data.longs(); values.hasRemaining(); ) {
      long value = values.get();
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
    return new IndexRange(lowest, highest);
  }

  boolean within(long limit) {
    return lowest >= 0 && highest < limit;
  }

  IndexRange and(IndexRange other) {
    return new IndexRange(Math.min(lowest, other.lowest), Math.max(highest, other.highest));
  }
}

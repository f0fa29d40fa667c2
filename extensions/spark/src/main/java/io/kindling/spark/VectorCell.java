package io.kindling.spark;

import org.apache.spark.ml.linalg.Vector;
import org.jspecify.annotations.Nullable;

/** Vectors of Spark's machine learning, whose classes are only there where it is. */
final class VectorCell {
  private static final String PACKAGE = "org.apache.spark.ml.linalg.";

  private VectorCell() {}

  /** A vector's numbers; null of anything else, which is found out without these classes. */
  static double @Nullable [] numbers(@Nullable Object value) {
    return value != null && value.getClass().getName().startsWith(PACKAGE)
        ? ((Vector) value).toArray()
        : null;
  }
}

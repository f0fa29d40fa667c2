package io.kindling.spark;

import org.apache.spark.ml.linalg.Vector;
import org.jspecify.annotations.Nullable;

/** Vectors of Spark's machine learning, whose classes are only there where it is. */
final class VectorCell {
  private static final String PACKAGE = "org.apache.spark.ml.linalg.";

  private VectorCell() {}

  /** Whether a value is a vector; this needs none of its classes. */
  static boolean is(@Nullable Object value) {
    return value != null && value.getClass().getName().startsWith(PACKAGE);
  }

  static double[] numbers(Object vector) {
    return ((Vector) vector).toArray();
  }
}

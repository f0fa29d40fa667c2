package io.kindling.spark;

import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;

/** Vectors of Spark's machine learning; loaded only where there is one, and so that is there. */
final class VectorColumn {
  private VectorColumn() {}

  static Column array(Column vector) {
    return functions.vector_to_array(vector, "float64");
  }
}

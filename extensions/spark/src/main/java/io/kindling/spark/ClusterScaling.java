package io.kindling.spark;

import io.kindling.data.Standardizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Means and deviations of columns on the cluster. */
final class ClusterScaling {
  private ClusterScaling() {}

  static Standardizer fit(Dataset<Row> table, TableColumns columns, CellReader reader) {
    throw new UnsupportedOperationException("to come");
  }
}

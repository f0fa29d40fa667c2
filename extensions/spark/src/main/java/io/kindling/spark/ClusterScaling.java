package io.kindling.spark;

import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.error.DataException;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Means and deviations of columns on the cluster, exact and then rounded, as on one machine. */
final class ClusterScaling {
  private ClusterScaling() {}

  /** Learns them in one pass, in which rows may come in any order. */
  static Standardizer fit(Dataset<Row> table, TableColumns columns, CellReader reader) {
    Dataset<byte[]> parts =
        table
            .select(columns.select(table).toArray(new Column[0]))
            .mapPartitions(new SumsTask(reader), Encoders.BINARY());
    List<byte[]> found = Jobs.run(table.sparkSession(), "standardize", parts::collectAsList);
    SumsTask.Sums all = SumsTask.Sums.of(reader.form());
    found.forEach(part -> all.merge(SumsTask.Sums.of(part)));
    if (all.features().rows() == 0) {
      throw new DataException("table", "there must be rows", "none", "one or more", null);
    }
    return new Standardizer(
        Scaling.of(all.features()), reader.form().classes() ? null : Scaling.of(all.targets()));
  }
}

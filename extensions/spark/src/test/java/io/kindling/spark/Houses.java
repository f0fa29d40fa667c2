package io.kindling.spark;

import io.kindling.core.DType;
import io.kindling.data.Dataset;
import io.kindling.data.TableDataset;
import io.kindling.nn.LossSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A table in two forms: in this JVM's memory, and on Spark. Its numbers are seeded; what they mean
 * does not matter.
 *
 * @param rows id, features a to d, then quantity, count, class, label, weight and offset
 */
record Houses(List<double[]> rows) {
  static final List<String> NAMES =
      List.of("id", "a", "b", "c", "d", "quantity", "count", "class", "label", "weight", "offset");
  static final String[] FEATURES = {"a", "b", "c", "d"};
  private static final int OFFSET = 10;
  private static final int WEIGHT = 9;

  static Houses of(int rows, long seed) {
    Random random = new Random(seed);
    List<double[]> made = new ArrayList<>();
    for (int id = 0; id < rows; id++) {
      double[] x = random.doubles(4, -1, 1).toArray();
      double said = 3 + x[0] - 2 * x[1] + 0.5 * x[2] * x[3] + 0.1 * random.nextGaussian();
      made.add(
          new double[] {
            id,
            x[0],
            1000 + x[1],
            x[2],
            1e-3 * x[3],
            said,
            random.nextInt(5),
            random.nextInt(3),
            random.nextInt(2),
            random.nextDouble(),
            random.nextDouble()
          });
    }
    return new Houses(made);
  }

  static String target(LossSpec loss) {
    if (loss.targetType() == DType.INT64) {
      return "class";
    }
    if (loss.takesLabels()) {
      return "label";
    }
    return loss.takesCounts() ? "count" : "quantity";
  }

  private float[] floats(int column) {
    float[] values = new float[rows.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = (float) rows.get(row)[column];
    }
    return values;
  }

  /** The features, and a target, in their order. */
  TableDataset here(LossSpec loss, boolean weighted) {
    int target = NAMES.indexOf(target(loss));
    double[] x = new double[4 * rows.size()];
    double[] y = new double[rows.size()];
    long[] classes = new long[rows.size()];
    for (int row = 0; row < y.length; row++) {
      System.arraycopy(rows.get(row), 1, x, 4 * row, 4);
      y[row] = rows.get(row)[target];
      classes[row] = (long) y[row];
    }
    TableDataset data =
        loss.targetType() == DType.INT64 ? Dataset.of(x, 4, classes) : Dataset.of(x, 4, y, 1);
    return weighted ? data.weights(floats(WEIGHT)).offset(floats(OFFSET)) : data;
  }

  /** The same on Spark, in some partitions. */
  org.apache.spark.sql.Dataset<Row> there(SparkSession session, int partitions) {
    StructType schema = new StructType().add("id", "long");
    for (String name : NAMES.subList(1, NAMES.size())) {
      schema = schema.add(name, "double");
    }
    List<Row> cells = new ArrayList<>();
    for (double[] row : rows) {
      Object[] values = new Object[row.length];
      values[0] = (long) row[0];
      for (int i = 1; i < values.length; i++) {
        values[i] = row[i];
      }
      cells.add(RowFactory.create(values));
    }
    return session
        .createDataFrame(cells, schema)
        .repartitionByRange(partitions, TableColumns.named("id"));
  }
}

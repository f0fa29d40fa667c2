package io.kindling.spark;

import io.kindling.error.DataException;
import io.kindling.statistics.Moments;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.jspecify.annotations.Nullable;

/**
 * Exact sums over the rows of a table on a Spark cluster, in one pass: the same, to the last byte
 * of their file, as {@link Moments} has of the same rows on one machine, whatever the order and the
 * partitions. Needs the artifact {@code kindling-statistics}.
 *
 * <pre>{@code
 * Moments sums = SparkMoments.of(homes, List.of("rooms", "area", "price"), null);
 * sums.save(Path.of("homes.kstat")); // which kindling fit takes
 * }</pre>
 */
public final class SparkMoments {
  private SparkMoments() {}

  /**
   * Adds a table's rows up. Columns of floats are the binary numbers that they hold; those of
   * decimals and of text are the decimals that are written there, so that a CSV file that is read
   * as text has the sums that {@code kindling moments} makes of it.
   *
   * @param rows the table
   * @param columns the columns, features and targets alike
   * @param weights the column of the rows' weights; null for none
   * @return their sums
   * @throws DataException if a column is missing or holds something else, or a cell holds no number
   */
  public static Moments of(Dataset<Row> rows, List<String> columns, @Nullable String weights) {
    List<String> names = new ArrayList<>(columns);
    if (weights != null) {
      names.add(weights);
    }
    Column[] selected = names.stream().map(name -> cells(rows, name)).toArray(Column[]::new);
    MomentsTask task = new MomentsTask(List.copyOf(columns), weights);
    Dataset<byte[]> parts = rows.select(selected).mapPartitions(task, Encoders.BINARY());
    Moments all = Moments.of(columns, weights != null);
    for (byte[] part : Jobs.run(rows.sparkSession(), "moments", parts::collectAsList)) {
      all.merge(MomentsTask.read(part));
    }
    return all;
  }

  private static Column cells(Dataset<Row> rows, String name) {
    DataType type = TableColumns.type(rows, name);
    Column column = TableColumns.named(name);
    if (type instanceof StringType
        || type instanceof DecimalType
        || type.equals(DataTypes.LongType)) {
      return column;
    }
    if (type instanceof NumericType || type instanceof BooleanType) {
      return column.cast(DataTypes.DoubleType);
    }
    throw new DataException(
        "column " + name,
        "a column must hold numbers, or text that is numbers",
        type.simpleString(),
        "a numeric type, boolean or string",
        "cast it");
  }
}

package io.kindling.spark;

import io.kindling.error.DataException;
import io.kindling.statistics.Groups;
import io.kindling.statistics.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.ReduceFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

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
    Column[] selected =
        weighted(columns, weights).stream().map(name -> cells(rows, name)).toArray(Column[]::new);
    MomentsTask task = new MomentsTask(List.copyOf(columns), weights);
    Dataset<byte[]> parts = rows.select(selected).mapPartitions(task, Encoders.BINARY());
    Moments all = Moments.of(columns, weights != null);
    for (byte[] part : Jobs.run(rows.sparkSession(), "moments", parts::collectAsList)) {
      all.merge(MomentsTask.read(part));
    }
    return all;
  }

  /**
   * Adds up the rows of each group of a table, in one pass. Executors sort the rows of a partition
   * by groups, so that they have the sums of one group at a time in memory, and add up the
   * partitions' sums of a group among themselves.
   *
   * <pre>{@code
   * Map<String, Moments> stores = SparkMoments.by(sales, List.of("store"), columns, null);
   * stores.forEach((store, sums) -> System.out.println(LeastSquares.fit(sums, "revenue")));
   * }</pre>
   *
   * <p>A column that says which part a row is held out with makes of it what cross-validation
   * needs.
   *
   * @param rows the table
   * @param by the columns whose labels tell groups apart; what is no text is cast to it
   * @param columns the columns, features and targets alike
   * @param weights the column of the rows' weights; null for none
   * @return their sums by what {@link Groups#label} calls the groups; numbers by their size, other
   *     labels in the order of code points
   * @throws DataException if a column is missing or holds something else, or a cell holds no number
   *     or no label
   */
  public static Map<String, Moments> by(
      Dataset<Row> rows, List<String> by, List<String> columns, @Nullable String weights) {
    List<Column> selected = new ArrayList<>();
    List<Column> labels = new ArrayList<>();
    for (String name : by) {
      TableColumns.type(rows, name);
      selected.add(TableColumns.named(name).cast(DataTypes.StringType).as("group" + labels.size()));
      labels.add(functions.col("group" + labels.size()));
    }
    for (String name : weighted(columns, weights)) {
      selected.add(cells(rows, name).as("cell" + selected.size()));
    }
    GroupsTask task = new GroupsTask(List.copyOf(by), List.copyOf(columns), weights);
    Dataset<byte[]> parts =
        rows.select(selected.toArray(new Column[0]))
            .sortWithinPartitions(labels.toArray(new Column[0]))
            .mapPartitions(task, Encoders.BINARY())
            .groupByKey(label(), Encoders.STRING())
            .reduceGroups(merging())
            .map(second(), Encoders.BINARY());
    Map<String, Moments> groups = new TreeMap<>(); // tasks end in any order
    for (byte[] part : Jobs.run(rows.sparkSession(), "moments", parts::collectAsList)) {
      GroupSums group = GroupSums.read(part);
      Moments sums = group.moments();
      if (sums.rows() > 0) { // rows of weight 0 alone are no group
        groups.put(group.label(), sums);
      }
    }
    return Groups.ordered(groups, by.size(), SparkMoments::merged);
  }

  private static Moments merged(Moments one, Moments other) {
    one.merge(other);
    return one;
  }

  private static MapFunction<byte[], String> label() {
    return part -> GroupSums.read(part).label();
  }

  private static ReduceFunction<byte[]> merging() {
    return GroupSums::merged;
  }

  private static MapFunction<Tuple2<String, byte[]>, byte[]> second() {
    return Tuple2::_2;
  }

  private static List<String> weighted(List<String> columns, @Nullable String weights) {
    List<String> names = new ArrayList<>(columns);
    if (weights != null) {
      names.add(weights);
    }
    return names;
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

package io.kindling.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.spark_partition_id;

import io.kindling.error.DataException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/** A table's rows on the cluster, as one partition for each shard, in which they stay. */
final class Shards implements AutoCloseable {
  /** Validation goes by batches of as many rows; a shard has whole ones. */
  static final int LEAST_ROWS = 8192;

  private static final long MOST_BYTES = 1 << 26;

  /** How many results the driver takes without having them joined before. */
  static final int MOST_RESULTS = 256;

  private static final int FAN = 32;

  /**
   * What is to be packed.
   *
   * @param reader takes numbers out of cells
   * @param loss the loss
   * @param shardRows how many rows a shard has; 0 for what fits
   * @param mostResults how many results the driver takes without having them joined before
   * @param level how packed rows are kept
   * @param adds whether features and targets are added up
   */
  record Plan(
      CellReader reader,
      String loss,
      int shardRows,
      int mostResults,
      StorageLevel level,
      boolean adds) {}

  private final String training = UUID.randomUUID().toString();
  private final Dataset<byte[]> packed;
  private final RowForm form;
  private final int mostResults;
  private final int count;
  private final long rows;
  private final String digest;
  private final TableSums sums;
  private long counted;
  private double weights;

  private Shards(Dataset<byte[]> packed, Plan plan, int count, OrderedTable table) {
    this.packed = packed;
    this.form = plan.reader().form();
    this.mostResults = plan.mostResults();
    this.count = count;
    this.rows = table.rowCount();
    this.digest = table.digest();
    this.sums = TableSums.of(form);
  }

  /**
   * Packs a table's rows.
   *
   * @throws DataException if a cell holds no number, or a row has the place of another
   */
  static Shards of(OrderedTable table, Plan plan) {
    if (table.rowCount() == 0) {
      throw new DataException("table", "there must be rows", "none", "one or more", null);
    }
    SparkSession session = table.rows().sparkSession();
    RowForm form = plan.reader().form();
    int size = plan.shardRows() == 0 ? size(session, table.rowCount(), form) : plan.shardRows();
    int count = Math.toIntExact((table.rowCount() + size - 1) / size);
    Dataset<byte[]> packed =
        table
            .rows()
            .mapPartitions(
                new PackTask(plan.reader(), table.numbering(), size, table.rowCount()),
                Encoders.tuple(Encoders.INT(), Encoders.BINARY()))
            .repartitionById(count, col("_1"))
            .mapPartitions(new AssembleTask(form, size, table.rowCount()), Encoders.BINARY())
            .persist(plan.level());
    Shards shards = new Shards(packed, plan, count, table);
    try {
      shards.count(new CountsTask(form, plan.loss(), plan.adds()));
      return shards;
    } catch (RuntimeException | Error e) {
      shards.close();
      throw e;
    }
  }

  /** Two shards for each core, so that one that is late is waited for half as long. */
  private static int size(SparkSession session, long rows, RowForm form) {
    long cores =
        Jobs.isHere(session)
            ? session.sparkContext().defaultParallelism()
            : session.range(1 << 20).select(spark_partition_id()).distinct().count();
    long wanted = Math.max(LEAST_ROWS, (rows + 2 * cores - 1) / (2 * cores));
    long most = Math.max(LEAST_ROWS, MOST_BYTES / ((long) form.width() * Float.BYTES));
    long rounded = Long.highestOneBit(2 * wanted - 1);
    return (int) Math.min(rounded, Long.highestOneBit(most));
  }

  private void count(CountsTask task) {
    List<CountsTask.Found> found =
        run("pack " + rows + " rows", packed.mapPartitions(task, Encoders.BINARY())).stream()
            .map(CountsTask.Found::of)
            .sorted(Comparator.comparing(CountsTask.Found::shard))
            .toList();
    Problem problem = null;
    double unit = Double.MAX_VALUE;
    for (CountsTask.Found shard : found) {
      problem = Problem.first(problem, shard.problem());
      counted += shard.counted();
      weights += shard.weights();
      unit = Math.min(unit, shard.unit());
      if (task.adds()) {
        sums.merge(TableSums.of(shard.sums()));
      }
    }
    if (problem != null) {
      throw problem.exception();
    }
    if (weights >= 0x1p53 * unit) {
      weights = inOrder(new WeightsTask(task)); // else no sum of them was rounded, in any order
    }
  }

  private double inOrder(WeightsTask task) {
    double sum = 0;
    Iterator<byte[]> shards = packed.mapPartitions(task, Encoders.BINARY()).toLocalIterator();
    while (shards.hasNext()) {
      sum = WeightsTask.add(sum, shards.next());
    }
    return sum;
  }

  long rows() {
    return rows;
  }

  RowForm form() {
    return form;
  }

  /** What the order of the rows was made of. */
  String digest() {
    return digest;
  }

  String training() {
    return training;
  }

  double weights() {
    return weights;
  }

  /** The sums of features and targets, if they were asked for. */
  TableSums sums() {
    return sums;
  }

  /** What is trained on these rows, scaled. */
  StepForm step(String module, String loss, RowScaling scaling) {
    return new StepForm(module, loss, form, scaling, rows, counted, weights);
  }

  /**
   * Has something made of each shard.
   *
   * @param name what, as Spark's pages show it
   * @param task makes it
   * @return what came of each, in any order
   */
  List<byte[]> each(String name, MapPartitionsFunction<byte[], byte[]> task) {
    return run(name, packed.mapPartitions(task, Encoders.BINARY()));
  }

  /**
   * Has sums made of each shard, which are joined on their way where there are very many.
   *
   * @param name of what, as Spark's pages show it
   * @param task makes them
   * @return the sums, of one or more shards each
   */
  List<byte[]> sums(String name, MapPartitionsFunction<byte[], byte[]> task) {
    Dataset<byte[]> sums = packed.mapPartitions(task, Encoders.BINARY());
    for (int left = count; left > mostResults; left = (left + FAN - 1) / FAN) {
      sums =
          sums.select(
                  floor(spark_partition_id().divide(lit(FAN)))
                      .cast(DataTypes.IntegerType)
                      .as("group"),
                  col("value"))
              .repartitionById((left + FAN - 1) / FAN, col("group"))
              .select("value")
              .as(Encoders.BINARY())
              .mapPartitions(new JoinTask(), Encoders.BINARY());
    }
    return run(name, sums);
  }

  private List<byte[]> run(String name, Dataset<byte[]> results) {
    return Jobs.run(packed.sparkSession(), name, results::collectAsList);
  }

  /** Lets go of the rows everywhere, as far as there is still a cluster. */
  @Override
  public void close() {
    LiveShards.here().forget(training);
    try {
      List<byte[]> unused = each("forget", new ForgetTask(training));
    } catch (RuntimeException e) {
      // a thread that was interrupted runs no job; executors forget what is in their way
    }
    try {
      packed.unpersist();
    } catch (RuntimeException e) {
      // a session that has ended keeps nothing
    }
  }
}

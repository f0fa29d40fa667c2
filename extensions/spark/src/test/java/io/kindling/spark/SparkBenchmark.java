package io.kindling.spark;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.randn;
import static org.apache.spark.sql.functions.round;

import com.sun.management.OperatingSystemMXBean;
import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.data.Scaling;
import io.kindling.model.TrainedModel;
import io.kindling.optim.OptimizerSpec;
import io.kindling.statistics.LeastSquares;
import io.kindling.statistics.LinearFit;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A line through many rows, by Kindling and by Spark's own linear regression, in one session: how
 * much processor time and how long each takes from the files to the coefficients. What the JVM has
 * compiled by then differs, so each does it some times, and the last time counts.
 */
final class SparkBenchmark {
  private static final OptimizerSpec LBFGS =
      OptimizerSpec.parse("lbfgs(max_iter=4, line_search=strong_wolfe)");

  private final SparkSession session;
  private final Dataset<Row> rows;
  private final String[] features;
  private final RowOrder order;

  private SparkBenchmark(
      SparkSession session, Dataset<Row> rows, String[] features, RowOrder order) {
    this.session = session;
    this.rows = rows;
    this.features = features;
    this.order = order;
  }

  /**
   * A line.
   *
   * @param intercept where it begins
   * @param slopes its slopes
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Line(double intercept, double[] slopes) {}

  private Line kindling() {
    try (Backend backend = Backends.open("cpu")) {
      backend.manualSeed(0);
      Module model = backend.module(linear(features.length, 1));
      Optimizer optimizer = backend.optimizer(LBFGS, model.parameters());
      SparkTrainer trainer =
          new SparkTrainer(model, backend.loss(mse()), optimizer)
              .features(features)
              .target("y")
              .order(order)
              .standardize();
      trainer.train(rows, 1);
      return line(trainer.trained());
    }
  }

  private static Line line(TrainedModel trained) {
    Scaling x = Objects.requireNonNull(Objects.requireNonNull(trained.scaling()).features());
    Scaling y = Objects.requireNonNull(trained.scaling().targets());
    float[] weights = values(trained, "weight");
    double intercept = values(trained, "bias")[0];
    double[] slopes = new double[weights.length];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = weights[i] / x.scale().get(i) * y.scale().get(0);
      intercept -= weights[i] / x.scale().get(i) * x.mean().get(i);
    }
    return new Line(intercept * y.scale().get(0) + y.mean().get(0), slopes);
  }

  private static float[] values(TrainedModel trained, String name) {
    return Objects.requireNonNull(trained.state().get(name)).toFloatArray();
  }

  /** The exact line, from exact sums. */
  private Line fit() {
    List<String> columns = new ArrayList<>(List.of(features));
    columns.add("y");
    LinearFit fit = LeastSquares.fit(SparkMoments.of(rows, columns, null), "y");
    return new Line(
        fit.coefficient(LinearFit.INTERCEPT).estimate(),
        Arrays.stream(features).mapToDouble(name -> fit.coefficient(name).estimate()).toArray());
  }

  private Line spark(String solver) {
    Dataset<Row> assembled =
        new VectorAssembler().setInputCols(features).setOutputCol("features").transform(rows);
    LinearRegressionModel model =
        new LinearRegression()
            .setFeaturesCol("features")
            .setLabelCol("y")
            .setSolver(solver)
            .fit(assembled);
    return new Line(model.intercept(), model.coefficients().toArray());
  }

  private Line line(String who) {
    return switch (who) {
      case "kindling" -> kindling();
      case "fit" -> fit();
      default -> spark(who);
    };
  }

  private double meanSquare(Line line) {
    Column off = lit(line.intercept).minus(col("y"));
    for (int i = 0; i < features.length; i++) {
      off = off.plus(col(features[i]).multiply(line.slopes[i]));
    }
    return rows.select(avg(off.multiply(off))).head().getDouble(0);
  }

  private static Dataset<Row> rows(SparkSession session, String path, int count, int features) {
    boolean csv = path.endsWith("csv");
    if (!Files.exists(Path.of(path))) {
      Column y = lit(1.0);
      List<Column> columns = new ArrayList<>();
      for (int i = 0; i < features; i++) {
        columns.add(round(randn(i).multiply(lit(i + 1.0)), 4).as("x" + i));
        y = y.plus(col("x" + i).multiply(lit(0.1 * (i % 7))));
      }
      Dataset<Row> made =
          session
              .range(0, count, 1, 8)
              .select(columns.toArray(new Column[0]))
              .withColumn("y", round(y.plus(randn(99).multiply(lit(0.1))), 4));
      if (csv) {
        made.write().option("header", true).csv(path);
      } else {
        made.write().parquet(path);
      }
    }
    if (!csv) {
      return session.read().parquet(path);
    }
    StringBuilder schema = new StringBuilder();
    IntStream.range(0, features).forEach(i -> schema.append("x").append(i).append(" DOUBLE, "));
    return session.read().schema(schema + "y DOUBLE").option("header", true).csv(path);
  }

  /**
   * Measures.
   *
   * @param arguments a folder for the rows, parquet or csv, how many rows, how many features, how
   *     many times, and who: all of kindling, fit, normal and l-bfgs unless some are named
   */
  public static void main(String... arguments) {
    int count = Integer.parseInt(arguments[2]);
    int features = Integer.parseInt(arguments[3]);
    String path = arguments[0] + "/" + count + "x" + features + "." + arguments[1];
    String[] names = IntStream.range(0, features).mapToObj(i -> "x" + i).toArray(String[]::new);
    SparkSession session = Sessions.local();
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Dataset<Row> rows = rows(session, path, count, features);
    RowOrder order = path.endsWith("csv") ? RowOrder.csv() : RowOrder.parquet();
    SparkBenchmark benchmark = new SparkBenchmark(session, rows, names, order);
    List<String> contenders =
        arguments.length > 5
            ? List.of(arguments).subList(5, arguments.length)
            : List.of("kindling", "fit", "normal", "l-bfgs");
    System.out.printf("Spark %s, %s%n", session.version(), path);
    for (int time = 1; time <= Integer.parseInt(arguments[4]); time++) {
      for (String who : contenders) {
        long began = System.nanoTime();
        long processor = system.getProcessCpuTime();
        Line line = benchmark.line(who);
        double wall = (System.nanoTime() - began) / 1e9;
        double used = (system.getProcessCpuTime() - processor) / 1e9;
        System.out.printf(
            "%d. %-8s %6.1f s of processors, %6.1f s; mean square %.12f; slopes %08x%n",
            time, who, used, wall, benchmark.meanSquare(line), Arrays.hashCode(line.slopes));
      }
    }
    benchmark.session.stop();
  }
}

package io.kindling.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.core.TensorData;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.data.TableDataset;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.optim.ScheduleSpec;
import io.kindling.train.Checkpoint;
import io.kindling.train.History;
import io.kindling.train.Schedule;
import io.kindling.train.Trainer;
import io.kindling.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A training on Spark is that of one machine: the same losses and weights to the last bit, whatever
 * the files and partitions, and either goes on from the other's checkpoints.
 */
@Tag("long")
final class SparkTrainerTest {
  private static final int ROWS = 20_011; // three shards, the last one ragged
  private static final int EPOCHS = 4;

  @TempDir private Path folder;

  private final SparkSession session = Sessions.local();
  private final Backend backend = Backends.open("cpu");
  private final Houses houses = Houses.of(ROWS, 1);

  @AfterEach
  void close() {
    backend.close();
  }

  /** A model in training, from the same weights each time. */
  private final class Run {
    final ModuleSpec spec;
    final LossSpec loss;
    final Module model;
    final Optimizer optimizer;

    Run(String module, String loss, String optimizer) {
      this.spec = ModuleSpec.parse(module);
      this.loss = LossSpec.parse(loss);
      backend.manualSeed(11);
      this.model = backend.module(spec);
      this.optimizer = backend.optimizer(OptimizerSpec.parse(optimizer), model.parameters());
    }

    Trainer here() {
      return new Trainer(model, backend.loss(loss), optimizer);
    }

    SparkTrainer there() {
      return new SparkTrainer(model, backend.loss(loss), optimizer)
          .features(Houses.FEATURES)
          .target(Houses.target(loss))
          .shardRows(8192);
    }

    Map<String, TensorData> state() {
      return model.stateDict();
    }

    Schedule schedule() {
      return new Schedule(ScheduleSpec.parse("step(2, gamma=0.5)"), optimizer);
    }
  }

  private Run line() {
    return new Run("linear(4, 1)", "mse()", "sgd(lr=0.1, momentum=0.9)");
  }

  private void compare(History there, Run spark, History here, Run alone) {
    assertThat(there).isEqualTo(here);
    assertThat(spark.state()).isEqualTo(alone.state());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linear(4, 1) | mse() | false | sgd(lr=0.1, momentum=0.9)",
        "linear(4, 1) | huber(delta=0.3, reduction=sum) | true | sgd(lr=1e-6)",
        "linear(4, 1) | poisson_nll() | true | adam(lr=0.01)",
        "linear(4, 3) | cross_entropy(ignore_index=1) | false | adam(lr=0.1)",
        "linear(4, 1) | bce_with_logits() | false | lbfgs(max_iter=4, line_search=strong_wolfe)",
        "sequential(linear(4, 16), layer_norm(16), silu(), linear(16, 1)) | mse() | true | adamw(lr=0.01)"
      })
  void aTrainingIsThatOfOneMachine(String module, String loss, boolean weighted, String optimizer) {
    Run alone = new Run(module, loss, optimizer);
    Houses others = Houses.of(9000, 2);
    TableDataset training = houses.here(alone.loss, weighted);
    Standardizer scaling = Standardizer.fit(training).featuresOnly();
    History here =
        alone
            .here()
            .validation(scaling.transform(others.here(alone.loss, weighted)))
            .schedule(alone.schedule())
            .earlyStopping(3)
            .train(scaling.transform(training), EPOCHS);

    Run spark = new Run(module, loss, optimizer);
    SparkTrainer trainer =
        spark
            .there()
            .order(RowOrder.column("id"))
            .validation(others.there(session, 2))
            .schedule(spark.schedule())
            .earlyStopping(3);
    if (weighted) {
      trainer.weights("weight").offset("offset");
    }
    Dataset<Row> rows = scaled(houses.there(session, 5), scaling);
    trainer.validation(scaled(others.there(session, 2), scaling));
    compare(trainer.train(rows, EPOCHS), spark, here, alone);
    assertThat(trainer.trained().state()).isEqualTo(alone.state());
    assertThat(trainer.trained().offset()).isEqualTo(weighted ? "offset" : null);
  }

  private static Dataset<Row> scaled(Dataset<Row> rows, Standardizer scaling) {
    Scaling features = Objects.requireNonNull(scaling.features());
    Dataset<Row> scaled = rows;
    for (int i = 0; i < Houses.FEATURES.length; i++) {
      String name = Houses.FEATURES[i];
      scaled =
          scaled.withColumn(
              name,
              functions.col(name).minus(features.mean().get(i)).divide(features.scale().get(i)));
    }
    return scaled;
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "csv", "filtered", "number", "gaps", "two columns", "content"})
  void theOrderIsWhatItIsSaidToBe(String kind) {
    String files = folder.resolve(kind).toString();
    Dataset<Row> rows = houses.there(session, 3);
    List<double[]> expected = new ArrayList<>(houses.rows());
    Dataset<Row> read;
    RowOrder order;
    switch (kind) {
      case "parquet" -> {
        rows.write().parquet(files);
        read = session.read().parquet(files);
        order = RowOrder.parquet();
      }
      case "csv" -> {
        rows.write().option("header", true).csv(files);
        read = session.read().schema(rows.schema()).option("header", true).csv(files);
        order = RowOrder.csv();
      }
      case "filtered" -> {
        rows.write().parquet(files);
        read = session.read().parquet(files).filter("count <> 2");
        expected.removeIf(row -> row[6] == 2);
        order = RowOrder.parquet();
      }
      case "number" -> {
        read = rows.withColumn("id", functions.col("id").plus(7).cast("int")).repartition(7);
        order = RowOrder.column("id");
      }
      case "gaps" -> {
        read = rows.withColumn("id", functions.col("id").multiply(-2.5)).repartition(4);
        expected.sort((one, other) -> Double.compare(other[0], one[0]));
        order = RowOrder.column("id");
      }
      case "two columns" -> {
        read = rows.repartition(2);
        expected.sort(
            (one, other) ->
                one[6] == other[6]
                    ? Double.compare(one[0], other[0])
                    : Double.compare(one[6], other[6]));
        order = RowOrder.column("count", "id");
      }
      default -> {
        read = rows.union(rows.filter("id < 100")).repartition(4);
        expected.addAll(houses.rows().subList(0, 100));
        expected.sort((one, other) -> Double.compare(one[1], other[1]));
        order = RowOrder.content();
      }
    }
    Run alone = new Run("linear(4, 1)", "mse()", "sgd(lr=1e-7)");
    History here = alone.here().train(new Houses(expected).here(alone.loss, false), 2);
    Run spark = new Run("linear(4, 1)", "mse()", "sgd(lr=1e-7)");
    History there = spark.there().order(order).train(read, 2);
    compare(there, spark, here, alone);
  }

  @Test
  void standardizingIsThatOfOneMachine() {
    Run alone = line();
    TableDataset training = houses.here(alone.loss, false);
    Standardizer scaling = Standardizer.fit(training);
    History here = alone.here().train(scaling.transform(training), EPOCHS);
    Run spark = line();
    SparkTrainer trainer = spark.there().order(RowOrder.column("id")).standardize();
    compare(trainer.train(houses.there(session, 4), EPOCHS), spark, here, alone);
    assertThat(trainer.trained().scaling()).isEqualTo(scaling);
  }

  /** Ends a training right after a checkpoint, as a crash would. */
  private record Killing(long step) implements TrainingListener {
    @Override
    public void checkpointed(Path file, long done) {
      if (done == step) {
        throw new IllegalStateException("killed");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eitherSideGoesOnFromTheOthersCheckpoints(boolean startsHere) throws IOException {
    String adam = "adam(lr=0.01)";
    Run whole = new Run("linear(4, 1)", "mse()", adam);
    TableDataset rows = houses.here(whole.loss, false);
    Dataset<Row> table = houses.there(session, 2);
    History expected = whole.here().train(rows, EPOCHS);

    Path series = Files.createDirectory(folder.resolve("series")).resolve("run.pt");
    Run killed = new Run("linear(4, 1)", "mse()", adam);
    Trainer here = killed.here().checkpointEvery(1, series).listener(new Killing(2));
    SparkTrainer there =
        killed
            .there()
            .order(RowOrder.column("id"))
            .checkpointEvery(1, series)
            .listener(new Killing(2));
    assertThatThrownBy(
            () -> {
              History unused = startsHere ? here.train(rows, EPOCHS) : there.train(table, EPOCHS);
            })
        .hasMessage("killed");

    Checkpoint checkpoint = Checkpoint.load(folder.resolve("series/run.checkpoint-2.pt"));
    Run resumed = new Run("linear(4, 1)", "mse()", adam);
    History history =
        startsHere
            ? resumed.there().order(RowOrder.column("id")).resume(checkpoint).train(table, EPOCHS)
            : resumed.here().resume(checkpoint).train(rows, EPOCHS);
    compare(history, resumed, expected, whole);
  }

  @Test
  void anotherOrderIsNotGoneOnWith() throws IOException {
    Path series = Files.createDirectory(folder.resolve("series")).resolve("run.pt");
    Dataset<Row> table = houses.there(session, 2);
    line().there().order(RowOrder.column("id")).checkpointEvery(1, series).train(table, 1);
    Checkpoint checkpoint = Checkpoint.load(folder.resolve("series/run.checkpoint-1.pt"));
    SparkTrainer other = line().there().order(RowOrder.column("count", "id")).resume(checkpoint);
    assertThatThrownBy(() -> other.train(table, 2))
        .hasMessageStartingWith("resume: the rows must be in the order that they had");
  }

  @Test
  void sumsOfVeryManyShardsAreJoinedOnTheirWay() {
    Run alone = line();
    Houses many = Houses.of(5 * 8192 + 1, 3);
    History here = alone.here().train(many.here(alone.loss, false), 1);
    Run spark = line();
    SparkTrainer trainer = spark.there().order(RowOrder.column("id")).mostResults(1);
    compare(trainer.train(many.there(session, 2), 1), spark, here, alone);
  }

  @Test
  void jobsSayWhatTheyAreFor() throws Exception {
    Set<String> said = ConcurrentHashMap.newKeySet();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            said.add(job.properties().getProperty("spark.job.description") + "");
          }
        };
    session.sparkContext().addSparkListener(listener);
    try {
      line()
          .there()
          .order(RowOrder.column("count", "id"))
          .validation(houses.there(session, 1))
          .standardize()
          .train(houses.there(session, 2), 2);
      session.sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      session.sparkContext().removeSparkListener(listener);
    }
    assertThat(said)
        .containsExactlyInAnyOrder(
            "Kindling: order rows",
            "Kindling: pack 20011 rows",
            "Kindling: gradients 1",
            "Kindling: gradients 2",
            "Kindling: validation 1",
            "Kindling: validation 2",
            "Kindling: forget");
  }

  @Test
  void trainingsOfTheSameRowsDoNotDisturbEachOther() throws Exception {
    Run alone = line();
    History here = alone.here().train(houses.here(alone.loss, false), 2);
    Dataset<Row> rows = houses.there(session, 3);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<History>> histories = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Run run = line();
        SparkTrainer trainer = run.there().order(RowOrder.column("id", "count"));
        histories.add(threads.submit(() -> trainer.train(rows, 2)));
      }
      for (Future<History> history : histories) {
        assertThat(history.get()).isEqualTo(here);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void nothingStaysBehind() {
    int before = LiveShards.here().size();
    line().there().order(RowOrder.column("id")).train(houses.there(session, 2), 2);
    assertThat(LiveShards.here().size()).isEqualTo(before);
    assertThat(session.sparkContext().getPersistentRDDs().size()).isZero();
  }

  private void refused(UnaryOperator<SparkTrainer> setup, Dataset<Row> rows, String message) {
    SparkTrainer trainer = setup.apply(line().there().order(RowOrder.column("id")));
    assertThatThrownBy(() -> trainer.train(rows, 1)).hasMessage(message);
    assertThat(session.sparkContext().getPersistentRDDs().size()).isZero();
  }

  private Dataset<Row> with(String column, String value) {
    return houses
        .there(session, 2)
        .withColumn(column, functions.expr("if(id = 8200, " + value + ", " + column + ")"));
  }

  @Test
  void rowsThatAreNoneAreNamed() {
    refused(
        trainer -> trainer,
        with("b", "null"),
        "row 8200, column b: a cell must hold a number (got nothing; expected a finite number; rows"
            + " count from 0)");
    refused(
        trainer -> trainer,
        with("a", "double('-Infinity')"),
        "row 8200, column a: a cell must hold a number (got -Infinity; expected a finite number; rows"
            + " count from 0)");
    refused(
        trainer -> trainer,
        with("a", "double(1e39)"),
        "row 8200, column a: a number must fit a float32 (got 1.0E39; expected at most 3.4e38; rows"
            + " count from 0)");
    refused(
        trainer -> trainer.weights("weight"),
        with("weight", "-1D"),
        "row 8200, column weight: a weight must not be negative (got -1.0; expected 0 or more; rows"
            + " count from 0)");
    refused(
        trainer -> trainer,
        with("id", "8199L"),
        "order: each place must have one row (got two rows at place 8199; expected columns that tell"
            + " all rows apart; places count from 0)");
    refused(
        trainer -> trainer.order(RowOrder.column("count", "class")),
        houses.there(session, 2).filter("id < 3 or count = 0 and class = 0"),
        "order: no two rows may have the same place (got two rows of 0.0, 0.0; expected columns"
            + " that tell all rows apart; add a column to column(…), or take content())");
  }

  @Test
  void targetsThatTheLossIsNotDefinedForAreNamed() {
    SparkTrainer trainer =
        new Run("linear(4, 1)", "poisson_nll()", "sgd(lr=0.1)")
            .there()
            .order(RowOrder.column("id"));
    assertThatThrownBy(() -> trainer.train(with("count", "-1D"), 1))
        .hasMessageStartingWith("row 8200, column count: poisson_nll")
        .hasMessageContaining("must not be negative (got -1.0; expected 0 or more");
  }

  @Test
  void whatCannotBeTrainedSoIsRefusedBeforeTheFirstJob() {
    Dataset<Row> rows = houses.there(session, 2);
    refused(
        trainer -> trainer.order(RowOrder.parquet()),
        rows,
        "order: the rows must come from files whose format numbers them (got a table without"
            + " 'file_path'; expected rows as they are read from Parquet files; give the order by"
            + " column(…), or csv() for files of text)");
    refused(
        trainer -> trainer.features("a", "e"),
        rows,
        "table: there must be one column of each name (got 'e'; expected one of id, a, b, c, d,"
            + " quantity, count, class, label, weight, offset)");
    refused(
        trainer -> trainer.features("a", "b", "c", "day"),
        rows.withColumn("day", functions.lit("Monday")),
        "column day: a column must hold numbers, or arrays or vectors of numbers (got string;"
            + " expected a numeric type or boolean; cast it; of labels make numbers by"
            + " StringIndexer and OneHotEncoder)");
    SparkTrainer unordered = line().there();
    assertThatThrownBy(() -> unordered.train(rows, 1))
        .hasMessage(
            "SparkTrainer: the rows must have an order, for sums of floats depend on it (got none;"
                + " expected order(RowOrder.parquet()), csv(), column(\"id\") or content())");
    SparkTrainer norm =
        new Run("sequential(linear(4, 4), batch_norm_1d(4), linear(4, 1))", "mse()", "sgd(lr=1)")
            .there()
            .order(RowOrder.column("id"));
    assertThatThrownBy(() -> norm.train(rows, 1)).hasMessageContaining("take layer_norm");
  }
}

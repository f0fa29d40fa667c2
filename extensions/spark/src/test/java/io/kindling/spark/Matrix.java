package io.kindling.spark;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.Processor;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.train.Trainer;
import io.kindling.train.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** The same trainings under all circumstances that must not matter. */
final class Matrix {
  private static final int ROWS = 30_011;
  private static final int EPOCHS = 3;
  private static final LossSpec LOSS = LossSpec.parse("mse()");

  /** What is trained. */
  enum Learner {
    SGD("linear(4, 1)", "sgd(lr=1e-7, momentum=0.9)"),
    LBFGS("linear(4, 1)", "lbfgs(max_iter=3, line_search=strong_wolfe)"),
    NET("sequential(linear(4, 16), relu(), linear(16, 1))", "adam(lr=0.01)");

    private final String module;
    private final String optimizer;

    Learner(String module, String optimizer) {
      this.module = module;
      this.optimizer = optimizer;
    }

    Module model(Backend backend) {
      backend.manualSeed(3);
      return backend.module(ModuleSpec.parse(module));
    }

    Optimizer optimizer(Backend backend, Module model) {
      return backend.optimizer(OptimizerSpec.parse(optimizer), model.parameters());
    }
  }

  /** How the rows lie. */
  enum Layout {
    PARQUET,
    CSV,
    SHUFFLED
  }

  /** What goes wrong. */
  enum Trouble {
    NONE,
    TASK_FAILS,
    EXECUTOR_KILLED
  }

  /** What executors compute with. */
  enum Arithmetic {
    VECTOR,
    SCALAR,
    MIXED
  }

  /** Where it runs. */
  enum Place {
    LOCAL_1("local[1,4]", false, false),
    LOCAL_2("local[2,4]", false, false),
    CLUSTER("local-cluster[2,1,1024]", false, false),
    SPECULATING("local-cluster[2,1,1024]", true, false),
    DYNAMIC("local-cluster[2,1,1024]", false, true);

    private final String master;
    private final boolean speculates;
    private final boolean allocates;

    Place(String master, boolean speculates, boolean allocates) {
      this.master = master;
      this.speculates = speculates;
      this.allocates = allocates;
    }

    boolean hasExecutors() {
      return master.startsWith("local-cluster");
    }

    SparkSession open() {
      SparkSession.Builder builder =
          Sessions.builder(master).config("spark.executor.maxNumFailures", 1000);
      if (speculates) {
        builder
            .config("spark.speculation", true)
            .config("spark.speculation.interval", "10ms")
            .config("spark.speculation.multiplier", 1.01)
            .config("spark.speculation.quantile", 0.1);
      }
      if (allocates) {
        builder
            .config("spark.dynamicAllocation.enabled", true)
            .config("spark.dynamicAllocation.shuffleTracking.enabled", true)
            .config("spark.dynamicAllocation.minExecutors", 1)
            .config("spark.dynamicAllocation.maxExecutors", 2)
            .config("spark.dynamicAllocation.executorIdleTimeout", "1s")
            .config("spark.dynamicAllocation.cachedExecutorIdleTimeout", "1s");
      }
      return builder.getOrCreate();
    }
  }

  /**
   * All circumstances of a training.
   *
   * @param place where it runs
   * @param partitions how many partitions or files the rows are in
   * @param layout how they lie
   * @param trouble what goes wrong
   * @param arithmetic what executors compute with
   * @param learner what is trained
   */
  record Circumstances(
      Place place,
      int partitions,
      Layout layout,
      Trouble trouble,
      Arithmetic arithmetic,
      Learner learner) {}

  /** All that there can be. */
  static List<Circumstances> all() {
    List<Circumstances> all = new ArrayList<>();
    for (Place place : Place.values()) {
      for (int partitions : new int[] {1, 2, 3, 7, 64, 400}) {
        for (Layout layout : Layout.values()) {
          for (Trouble trouble : Trouble.values()) {
            for (Arithmetic arithmetic : Arithmetic.values()) {
              for (Learner learner : Learner.values()) {
                if (trouble != Trouble.EXECUTOR_KILLED || place.hasExecutors()) {
                  all.add(
                      new Circumstances(place, partitions, layout, trouble, arithmetic, learner));
                }
              }
            }
          }
        }
      }
    }
    return all;
  }

  private final Path folder;
  private final Houses houses = Houses.of(ROWS, 5);
  private final Map<Learner, Map<String, TensorData>> expected = new EnumMap<>(Learner.class);

  /**
   * With one machine's results.
   *
   * @param folder where files go, which executors see
   */
  Matrix(Path folder) {
    this.folder = folder;
    for (Learner learner : Learner.values()) {
      try (Backend backend = Backends.open("cpu")) {
        Module model = learner.model(backend);
        Optimizer optimizer = learner.optimizer(backend, model);
        Loss loss = backend.loss(LOSS);
        new Trainer(model, loss, optimizer).train(houses.here(LOSS, false), EPOCHS);
        expected.put(learner, model.stateDict());
      }
    }
  }

  /** What one machine gives. */
  Map<String, TensorData> expected(Learner learner) {
    return Objects.requireNonNull(expected.get(learner));
  }

  /** Trains under some circumstances. */
  Map<String, TensorData> run(SparkSession session, Circumstances all) {
    Dataset<Row> rows = rows(session, all.layout, all.partitions);
    Disturbance disturbance = new Disturbance(all.trouble, all.arithmetic, System.nanoTime());
    rows =
        rows.withColumn("a", functions.udf(disturbance, DataTypes.DoubleType).apply(rows.col("a")));
    try (Backend backend = Backends.open("cpu")) {
      Module model = all.learner.model(backend);
      Optimizer optimizer = all.learner.optimizer(backend, model);
      new SparkTrainer(model, backend.loss(LOSS), optimizer)
          .features(Houses.FEATURES)
          .target("quantity")
          .order(all.layout == Layout.PARQUET ? RowOrder.parquet() : RowOrder.column("id"))
          .shardRows(8192)
          .listener(
              new TrainingListener() {
                @Override
                public void stepped(int epoch, int batch, float loss) {
                  if (epoch == 1 && all.trouble == Trouble.EXECUTOR_KILLED) {
                    Executors.killOne();
                  }
                }
              })
          .train(rows, EPOCHS);
      return model.stateDict();
    } finally {
      System.clearProperty(Processor.VECTOR);
    }
  }

  private Dataset<Row> rows(SparkSession session, Layout layout, int partitions) {
    int files = layout == Layout.SHUFFLED ? 1 : partitions;
    Path path = folder.resolve(layout + "-" + files);
    if (!Files.exists(path)) {
      Dataset<Row> there = houses.there(session, files);
      if (layout == Layout.CSV) {
        there.write().option("header", true).csv(path.toString());
      } else {
        there.sortWithinPartitions("id").write().parquet(path.toString());
      }
    }
    return switch (layout) {
      case CSV ->
          session
              .read()
              .schema(houses.there(session, 1).schema())
              .option("header", true)
              .csv(path.toString());
      case PARQUET -> session.read().parquet(path.toString());
      case SHUFFLED -> session.read().parquet(path.toString()).repartition(partitions);
    };
  }

  /** Lets cells through, and meanwhile does what must not matter where it runs. */
  private record Disturbance(Trouble trouble, Arithmetic arithmetic, long number)
      implements UDF1<Double, Double> {
    @Override
    public Double call(Double cell) {
      TaskContext task = TaskContext.get();
      if (task != null) {
        boolean scalar =
            arithmetic == Arithmetic.SCALAR
                || (arithmetic == Arithmetic.MIXED && task.taskAttemptId() % 2 == 0);
        System.setProperty(Processor.VECTOR, !scalar + "");
        if (trouble == Trouble.TASK_FAILS && task.attemptNumber() == 0 && cell > 0.99) {
          throw new IllegalStateException("a task that was to fail");
        }
      }
      return cell;
    }
  }
}

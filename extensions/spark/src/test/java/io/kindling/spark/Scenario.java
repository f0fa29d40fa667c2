package io.kindling.spark;

import static io.kindling.Specs.adam;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.sequential;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.core.TensorData;
import io.kindling.data.Standardizer;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import io.kindling.nn.ModuleSpec;
import io.kindling.predict.Predictor;
import io.kindling.statistics.Moments;
import io.kindling.train.Trainer;
import io.kindling.train.TrainingListener;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A training, predictions and exact sums with what came out, in whatever session: what it prints
 * must be the same everywhere.
 */
public final class Scenario {
  private static final int ROWS = 20_000;
  private static final int EPOCHS = 6;
  private static final int GROUPS = 3;
  private static final List<String> COLUMNS = List.of("x", "z", "y");
  private static final ModuleSpec NET = sequential(linear(2, 8), relu(), linear(8, 1));

  private final SparkSession session;
  private final Path folder;

  /**
   * In a session.
   *
   * @param session the session
   * @param folder an empty folder that driver and executors see
   */
  Scenario(SparkSession session, Path folder) {
    this.session = session;
    this.folder = folder;
  }

  /**
   * Runs it in a session of its own.
   *
   * @param arguments the URL of a Spark Connect server, a folder, and the jars that it needs
   */
  public static void main(String... arguments) throws Exception {
    SparkSession session = SparkSession.builder().remote(arguments[0]).getOrCreate();
    for (int i = 2; i < arguments.length; i++) {
      session.addArtifact(arguments[i]);
    }
    System.out.println(new Scenario(session, Path.of(arguments[1])).run(new TrainingListener() {}));
    session.stop();
  }

  /**
   * Runs it.
   *
   * @param listener who watches the training
   * @return what has come out: the hashes of the weights, the predictions and the sums
   */
  String run(TrainingListener listener) throws Exception {
    String rows = folder.resolve("rows").toString();
    table().write().mode("overwrite").parquet(rows);
    TrainedModel trained = trained(session.read().parquet(rows), listener);
    List<Row> scored =
        SparkPredictor.of(trained)
            .transform(session.read().parquet(rows))
            .orderBy("id")
            .select("prediction")
            .collectAsList();
    double[] predictions = scored.stream().mapToDouble(row -> row.getDouble(0)).toArray();
    return came(trained, predictions, sums(session.read().parquet(rows)));
  }

  /** Sums of all rows, and of those of each group. */
  private static byte[] sums(Dataset<Row> rows) {
    ByteArrayOutputStream sums = new ByteArrayOutputStream();
    sums.writeBytes(SparkMoments.of(rows, COLUMNS, null).bytes());
    Dataset<Row> grouped = rows.withColumn("group", col("id").mod(GROUPS));
    SparkMoments.by(grouped, List.of("group"), COLUMNS, null)
        .forEach((label, group) -> sums.writeBytes(group.bytes()));
    return sums.toByteArray();
  }

  private static byte[] sums(double[] features, double[] targets) {
    List<Moments> all = new ArrayList<>();
    for (int group = 0; group <= GROUPS; group++) {
      all.add(Moments.of(COLUMNS, false));
    }
    for (int row = 0; row < ROWS; row++) {
      double[] cells = {features[2 * row], features[2 * row + 1], targets[row]};
      all.get(0).add(cells);
      all.get(1 + row % GROUPS).add(cells);
    }
    ByteArrayOutputStream sums = new ByteArrayOutputStream();
    all.forEach(one -> sums.writeBytes(one.bytes()));
    return sums.toByteArray();
  }

  /** Rows in five files. */
  private Dataset<Row> table() {
    Column x = col("id").multiply(7919).mod(1000).divide(lit(500)).minus(1);
    Column z = col("id").multiply(104729).mod(77).divide(lit(8));
    return session
        .range(0, ROWS, 1, 5)
        .select(col("id"), x.as("x"), z.as("z"), x.multiply(x).minus(z).as("y"));
  }

  private static TrainedModel trained(Dataset<Row> rows, TrainingListener listener) {
    try (Backend backend = Backends.open("cpu")) {
      backend.manualSeed(1);
      Module model = backend.module(NET);
      SparkTrainer trainer =
          new SparkTrainer(
                  model, backend.loss(mse()), backend.optimizer(adam(0.01), model.parameters()))
              .features("x", "z")
              .target("y")
              .order(RowOrder.parquet())
              .standardize()
              .listener(listener);
      trainer.train(rows, EPOCHS);
      return trainer.trained();
    }
  }

  /** What comes out on one machine, without Spark. */
  static String onOneMachine() throws Exception {
    double[] features = new double[2 * ROWS];
    double[] targets = new double[ROWS];
    for (long id = 0; id < ROWS; id++) {
      int row = (int) id;
      double x = id * 7919 % 1000 / 500.0 - 1;
      double z = id * 104729 % 77 / 8.0;
      features[2 * row] = x;
      features[2 * row + 1] = z;
      targets[row] = x * x - z;
    }
    TrainedModel trained = trained(io.kindling.data.Dataset.of(features, 2, targets, 1));
    double[] predictions = new double[ROWS];
    Predictor.of(trained).predict(features, ROWS, predictions);
    return came(trained, predictions, sums(features, targets));
  }

  private static TrainedModel trained(io.kindling.data.Dataset rows) {
    Standardizer scaling = Standardizer.fit(rows);
    try (Backend backend = Backends.open("cpu")) {
      backend.manualSeed(1);
      Module model = backend.module(NET);
      new Trainer(model, backend.loss(mse()), backend.optimizer(adam(0.01), model.parameters()))
          .train(scaling.transform(rows), EPOCHS);
      return new TrainedModel(
          NET, List.of("x", "z"), Outputs.numbers("y"), scaling, model.stateDict());
    }
  }

  private static String came(TrainedModel trained, double[] predictions, byte[] sums)
      throws Exception {
    return "weights "
        + hash(trained.state())
        + ", predictions "
        + hash(predictions)
        + ", sums "
        + hash(sums);
  }

  private static String hash(Map<String, TensorData> state) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (TensorData tensor : state.values()) {
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * Math.toIntExact(tensor.shape().numel()));
      bytes.asFloatBuffer().put(tensor.toFloatArray());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String hash(double[] numbers) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
    bytes.asDoubleBuffer().put(numbers);
    return hash(bytes.array());
  }

  private static String hash(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}

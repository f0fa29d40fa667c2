package io.kindling.spark;

import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.data.Standardizer;
import io.kindling.error.CheckpointException;
import io.kindling.error.DataException;
import io.kindling.error.DivergenceException;
import io.kindling.error.SpecException;
import io.kindling.model.TrainedModel;
import io.kindling.optim.ClipSpec;
import io.kindling.train.Checkpoint;
import io.kindling.train.History;
import io.kindling.train.Schedule;
import io.kindling.train.Trainer;
import io.kindling.train.TrainingListener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * {@link Trainer}'s twin for rows on a Spark cluster: full batches, of which executors compute the
 * sums. Model, optimizer, schedule and checkpoints are the ordinary ones, on the driver; losses,
 * weights and files have the bits of a training on one machine with the backend {@code cpu},
 * whatever the partitions, executors and their failures.
 *
 * <pre>{@code
 * Module model = backend.module(linear(2, 1));
 * Optimizer optimizer = backend.optimizer(lbfgs(), model.parameters());
 * SparkTrainer trainer = new SparkTrainer(model, backend.loss(mse()), optimizer)
 *     .features("rooms", "area")
 *     .target("price")
 *     .order(RowOrder.parquet())
 *     .standardize();
 * History history = trainer.train(spark.read().parquet("hdfs:///homes"), 20);
 * trainer.trained().save(Path.of("homes.pt"));
 * }</pre>
 *
 * <p>A row must know of the others by sums over rows only: models of linear layers, activations and
 * {@code layer_norm}, with any loss of Kindling's. What else there is is refused before the first
 * job, with what to take instead.
 *
 * <p>A trainer belongs to one thread at a time, but for {@link #cancel}.
 */
public final class SparkTrainer {
  private final ClusterSettings settings;
  private @Nullable TrainedModel trained;

  /**
   * A training of full batches, without anything else.
   *
   * @param model what to train, made by a backend
   * @param loss what to reduce, made by a backend
   * @param optimizer what updates the model's parameters
   */
  public SparkTrainer(Module model, Loss loss, Optimizer optimizer) {
    this.settings = new ClusterSettings(model, loss, optimizer);
  }

  /**
   * With these features.
   *
   * @param columns columns of numbers or booleans, or of arrays or vectors of numbers
   * @return this
   */
  public SparkTrainer features(String... columns) {
    settings.features = List.of(columns);
    return this;
  }

  /**
   * With these targets.
   *
   * @param columns columns of numbers; of classes, one column of 0, 1, 2 …
   * @return this
   */
  public SparkTrainer target(String... columns) {
    settings.targets = List.of(columns);
    return this;
  }

  /**
   * With rows that count by their weight.
   *
   * @param column its column
   * @return this
   */
  public SparkTrainer weights(String column) {
    settings.weight = column;
    return this;
  }

  /**
   * With a number that is added to the model's output.
   *
   * @param column its column
   * @return this
   */
  public SparkTrainer offset(String column) {
    settings.offset = column;
    return this;
  }

  /**
   * With rows in an order; there is none unless it is said.
   *
   * @param rows what the order is
   * @return this
   */
  public SparkTrainer order(RowOrder rows) {
    settings.order = rows;
    return this;
  }

  /**
   * With features, and targets that are quantities, of mean 0 and standard deviation 1, as {@link
   * Standardizer} scales them.
   *
   * @return this
   */
  public SparkTrainer standardize() {
    settings.standardizes = true;
    return this;
  }

  /**
   * With rows on the cluster to judge by after every epoch, in an order of the same kind.
   *
   * @param rows a table of the same columns
   * @return this
   */
  public SparkTrainer validation(Dataset<Row> rows) {
    settings.validation = rows;
    return this;
  }

  /**
   * With a changing learning rate.
   *
   * @param schedule a schedule of this trainer's optimizer
   * @return this
   */
  public SparkTrainer schedule(Schedule schedule) {
    settings.trainer.schedule(schedule);
    return this;
  }

  /**
   * With bounded gradients.
   *
   * @param spec how they are clipped
   * @return this
   */
  public SparkTrainer clip(ClipSpec spec) {
    settings.trainer.clip(spec);
    return this;
  }

  /**
   * With an early end, see {@link Trainer#earlyStopping}.
   *
   * @param epochs how many epochs without a better one end the training, at least 1
   * @return this
   * @throws SpecException if it is less than 1
   */
  public SparkTrainer earlyStopping(int epochs) {
    settings.trainer.earlyStopping(epochs);
    return this;
  }

  /**
   * With checkpoints on the driver, see {@link Trainer#checkpointEvery(int, Path)}. A training on
   * one machine, of the same rows in the same order, goes on from them too.
   *
   * @param steps after how many steps one is saved, at least 1
   * @param series where
   * @return this
   * @throws CheckpointException if the number is less than 1, or the path has no file name
   */
  public SparkTrainer checkpointEvery(int steps, Path series) {
    settings.trainer.checkpointEvery(steps, series);
    return this;
  }

  /**
   * With a checkpoint to go on from, of a cluster or of one machine, see {@link Trainer#resume}.
   *
   * @param checkpoint where to go on
   * @return this
   */
  public SparkTrainer resume(Checkpoint checkpoint) {
    settings.resumed = checkpoint;
    settings.trainer.resume(checkpoint);
    return this;
  }

  /**
   * With texts that are saved with each checkpoint.
   *
   * @param texts the texts by name
   * @return this
   */
  public SparkTrainer notes(Map<String, String> texts) {
    settings.notes = new LinkedHashMap<>(texts);
    return this;
  }

  /**
   * With somebody who watches, on the driver.
   *
   * @param listener who
   * @return this
   */
  public SparkTrainer listener(TrainingListener listener) {
    settings.trainer.listener(listener);
    return this;
  }

  /**
   * With shards of a size; by default there are two for each core, of 64 MiB at most. The bits do
   * not depend on it.
   *
   * @param rows how many rows a shard has, 8192 times a power of two
   * @return this
   * @throws DataException if it is another number
   */
  public SparkTrainer shardRows(int rows) {
    if (rows < Shards.LEAST_ROWS || Integer.bitCount(rows) != 1) {
      throw new DataException(
          "shardRows",
          "a shard must have 8192 rows times a power of two",
          rows + "",
          "for instance 65536",
          null);
    }
    settings.shardRows = rows;
    return this;
  }

  /**
   * With packed rows that Spark keeps in a certain way; by default on disk, for executors have the
   * rows of their shards in memory beside that, as long as these take at most half of the heap.
   *
   * @param kept how
   * @return this
   */
  public SparkTrainer storageLevel(StorageLevel kept) {
    settings.level = kept;
    return this;
  }

  /** With sums that are joined on their way to the driver where they are more than that. */
  SparkTrainer mostResults(int results) {
    settings.mostResults = results;
    return this;
  }

  /** Ends the training after the step that is being taken; any thread may call this. */
  public void cancel() {
    settings.trainer.cancel();
  }

  /**
   * Trains.
   *
   * @param rows the training data
   * @param epochs how many epochs at most, at least 1; each is one step
   * @return what it has brought; where it was resumed, in all
   * @throws CheckpointException as {@link Trainer#train(io.kindling.train.FullBatch, int)} has it,
   *     or if the training is resumed and the rows are in another order
   * @throws DataException if a column is missing or holds no numbers, if a cell does not, or if
   *     there is no such order
   * @throws DivergenceException if a loss becomes NaN or infinite
   * @throws SpecException if rows meet in the model or the loss, or there is no epoch
   */
  public History train(Dataset<Row> rows, int epochs) {
    trained = null;
    ClusterTraining training = new ClusterTraining(settings, rows);
    History history = training.run(epochs);
    trained = training.trained();
    return history;
  }

  /**
   * What was trained last, with its preparation.
   *
   * @return the model, to save or to predict with
   * @throws DataException if no training has ended
   */
  public TrainedModel trained() {
    TrainedModel last = trained;
    if (last == null) {
      throw new DataException(
          "trained", "a training must have ended", "none", "train(rows, epochs) before", null);
    }
    return last;
  }
}

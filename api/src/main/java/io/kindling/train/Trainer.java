package io.kindling.train;

import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Tensor;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.error.CheckpointException;
import io.kindling.error.DataException;
import io.kindling.error.DivergenceException;
import io.kindling.error.SpecException;
import io.kindling.optim.ClipSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The training loop: epochs, batches, validation, metrics, a schedule, clipping, early stopping.
 *
 * <pre>{@code
 * Module model = backend.module(sequential(linear(8, 32), relu(), linear(32, 1))).to(device);
 * Optimizer optimizer = backend.optimizer(adam(1e-3), model.parameters());
 * History history = new Trainer(model, backend.loss(mse()), optimizer)
 *     .batchSize(32)
 *     .shuffle(backend.random())
 *     .validation(split.validation())
 *     .earlyStopping(10)
 *     .train(split.training(), 500);
 * }</pre>
 *
 * <p>Batches come in the data's order unless shuffled, and the last one may be short. An epoch's
 * loss is put together from those of its batches before each step: the mean over its rows, by the
 * weights that they have, of their own or of their classes, or the sum where the loss sums; a loss
 * of one's own is taken for a mean. The validation loss is that of all its rows at once, see {@link
 * Evaluator#evaluate}. Gradients are clipped between {@code backward} and {@code step}. The
 * schedule steps once after each epoch; {@code plateau} watches the validation loss if there is
 * one, else the training loss. What a step makes is freed when it ends.
 *
 * <p>A trainer belongs to one thread at a time, but for {@link #cancel}. Until a training ends it
 * {@linkplain Module#claim() claims} the model: what other threads do with it is refused with a
 * {@link io.kindling.error.BusyException}.
 */
public final class Trainer {
  private static final int KEPT = 3;

  private final Settings settings;
  private volatile boolean cancelled;

  /**
   * A loop over full batches, without anything else.
   *
   * @param model what to train, where it is to be trained
   * @param loss what to reduce, a scalar
   * @param optimizer what updates the model's parameters
   */
  public Trainer(Module model, Loss loss, Optimizer optimizer) {
    this.settings = new Settings(model, loss, optimizer);
  }

  static Tensor firstParameter(Module model) {
    return model.parameters().stream()
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    "train", "the model must have a parameter", "none in " + model, "one", null));
  }

  /**
   * With batches.
   *
   * @param rows rows of a batch, at least 1; by default all rows are one batch
   * @return this
   * @throws DataException if it is less than 1
   */
  public Trainer batchSize(int rows) {
    if (rows < 1) {
      throw new DataException(
          "batch_size", "the batch size must be at least 1", rows + "", "1 or more", null);
    }
    settings.batchSize = rows;
    return this;
  }

  /**
   * With the rows in a new random order every epoch: that of {@link TorchRandom#randperm}.
   *
   * @param random where the order comes from, mostly {@code backend.random()}
   * @return this
   */
  public Trainer shuffle(TorchRandom random) {
    settings.order = random;
    return this;
  }

  /**
   * Without the last batch where it would be shorter.
   *
   * @param drop whether to leave it out
   * @return this
   */
  public Trainer dropLast(boolean drop) {
    settings.dropLast = drop;
    return this;
  }

  /**
   * With data to judge by after every epoch.
   *
   * @param data the validation data
   * @return this
   */
  public Trainer validation(Dataset data) {
    settings.validation = data;
    settings.judge = null;
    return this;
  }

  /**
   * With data elsewhere to judge by after every epoch, by their loss alone.
   *
   * @param data who computes the loss on the validation data
   * @return this
   */
  public Trainer validation(RemoteJudge data) {
    settings.judge = data;
    settings.validation = null;
    return this;
  }

  /**
   * With a changing learning rate.
   *
   * @param schedule a schedule of this trainer's optimizer
   * @return this
   */
  public Trainer schedule(Schedule schedule) {
    settings.schedule = schedule;
    return this;
  }

  /**
   * With bounded gradients.
   *
   * @param spec how they are clipped
   * @return this
   */
  public Trainer clip(ClipSpec spec) {
    settings.clip = spec;
    return this;
  }

  /**
   * With an end once the loss, best of validation, has not fallen for so many epochs; the weights
   * of the best epoch are then restored, as they are where all epochs were done.
   *
   * @param epochs how many epochs without a better one end the training, at least 1
   * @return this
   * @throws SpecException if it is less than 1
   */
  public Trainer earlyStopping(int epochs) {
    if (epochs < 1) {
      throw new SpecException(
          "early_stopping",
          "the patience must be at least 1 epoch",
          epochs + "",
          "1 or more",
          null);
    }
    settings.patience = epochs;
    return this;
  }

  /**
   * With a metric after every epoch: on the validation data, or the training data where there is
   * none.
   *
   * @param metric what to compute
   * @return this
   */
  public Trainer metric(Metric metric) {
    settings.metrics.add(metric);
    return this;
  }

  /**
   * With somebody who watches.
   *
   * @param listener who
   * @return this
   */
  public Trainer listener(TrainingListener listener) {
    settings.listeners.add(listener);
    return this;
  }

  /**
   * With checkpoints to {@linkplain #resume go on} from, the last {@value #KEPT} of which stay.
   *
   * @param steps after how many steps one is saved, at least 1; they count on from epoch to epoch
   * @param series where: {@code run.pt} stands for {@code run.checkpoint-100.pt}, {@code
   *     run.checkpoint-200.pt}, …, see {@link CheckpointFiles#newest}
   * @return this
   * @throws CheckpointException if a number is less than 1, or the path has no file name
   */
  public Trainer checkpointEvery(int steps, Path series) {
    return checkpointEvery(steps, series, KEPT);
  }

  /**
   * With checkpoints to {@linkplain #resume go on} from. Each is saved right after a step, whole or
   * not at all; then those before the last few are deleted. If one cannot be saved, the training
   * ends with that error, and the earlier ones stay. Saving changes nothing in the training.
   *
   * @param steps after how many steps one is saved, at least 1; they count on from epoch to epoch
   * @param series where: {@code run.pt} stands for {@code run.checkpoint-100.pt}, {@code
   *     run.checkpoint-200.pt}, …, see {@link CheckpointFiles#newest}
   * @param keep how many of them stay, at least 1
   * @return this
   * @throws CheckpointException if a number is less than 1, or the path has no file name
   */
  public Trainer checkpointEvery(int steps, Path series, int keep) {
    if (steps < 1 || keep < 1) {
      throw new CheckpointException(
          "checkpointEvery",
          "the numbers of steps and of checkpoints to keep must be at least 1",
          "every " + steps + " steps, " + keep + " kept",
          "1 or more",
          null);
    }
    settings.saving = new Settings.Saving(steps, new CheckpointFiles(series), keep);
    return this;
  }

  /**
   * With texts that belong to the model, such as its columns and classes; they are saved with each
   * checkpoint.
   *
   * @param notes the texts by name
   * @return this
   */
  public Trainer notes(Map<String, String> notes) {
    settings.notes = new LinkedHashMap<>(notes);
    return this;
  }

  /**
   * With a checkpoint to go on from: the training is then, to the last bit, what it would have been
   * without the interruption, on the same backend and device with the same data. Set everything up
   * as it was before, but for the number of epochs, listeners, checkpoints and notes, which may
   * change. The states of model, optimizer, schedule and random numbers are loaded when the
   * training starts.
   *
   * @param checkpoint where to go on
   * @return this
   */
  public Trainer resume(Checkpoint checkpoint) {
    settings.resumed = checkpoint;
    return this;
  }

  /**
   * Ends the training after the step that is being taken, or where none has begun the next one
   * before its first step; any thread may call this. In a validation it ends after the batch that
   * is being judged, and the epoch does not count. The training after the one that was cancelled
   * starts as if nothing had been.
   *
   * <p>Interrupting the training's thread does the same, also where it reads rows in that thread
   * and the source ends its read with an error then. The thread stays interrupted: so does every
   * further training in it end before its first step, until somebody calls {@link
   * Thread#interrupted()}.
   */
  public void cancel() {
    cancelled = true;
  }

  /**
   * Trains. All parts of the model are switched to training first, and are in training when this
   * ends.
   *
   * @param data the training data
   * @param epochs how many epochs at most, at least 1
   * @return what it has brought; where it was resumed, in all
   * @throws CheckpointException if a checkpoint cannot be saved, which is found out before the
   *     first step where it can be; if another training saves checkpoints of that name; if there
   *     are checkpoints of that name and the training is not resumed; or if it is resumed and
   *     differs from the one that the checkpoint was taken of: {@code got()} lists all that
   *     differs, and nothing has changed then
   * @throws DataException if a batch would be larger than the data, the data cannot be read, or a
   *     target is none that the loss is defined for, such as a negative count
   * @throws DivergenceException if a loss becomes NaN or infinite; the message names the epoch and
   *     what to do about it
   * @throws SpecException if there is no epoch, or the loss is no scalar
   */
  public History train(Dataset data, int epochs) {
    return train(epochs, () -> new BatchCourse(settings, data));
  }

  /**
   * Trains on rows that lie elsewhere, all of them in every step. The losses, the checkpoints and
   * what is learned are those of {@link #train(Dataset, int)} without batches, as far as who
   * computes the gradients gives the same; either goes on from the other's checkpoints.
   *
   * @param batch who computes loss and gradients
   * @param epochs how many epochs at most, at least 1; each is one step
   * @return what it has brought; where it was resumed, in all
   * @throws CheckpointException as above
   * @throws DataException if there are metrics and no validation data
   * @throws DivergenceException if a loss becomes NaN or infinite
   * @throws SpecException if there is no epoch, a batch size, or an order of the rows
   */
  public History train(FullBatch batch, int epochs) {
    return train(epochs, () -> new RemoteCourse(settings, batch));
  }

  private History train(int epochs, Supplier<Course> course) {
    if (epochs < 1) {
      throw new SpecException(
          "train", "there must be at least one epoch", epochs + "", "1 or more", null);
    }
    try {
      return new TrainingRun(settings, this::ends, course, epochs).run();
    } finally {
      cancelled = false;
    }
  }

  private boolean ends() {
    return cancelled || Thread.currentThread().isInterrupted();
  }
}

package io.kindling.train;

import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import io.kindling.train.resume.Best;
import io.kindling.train.resume.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A training, right after one of its steps: everything that the steps to come depend on beside the
 * data. {@link Trainer#checkpointEvery(int, Path)} saves them, {@link Trainer#resume} goes on from
 * one. Immutable; belongs to no backend.
 *
 * <p>In a file it is a dict as {@code torch.save} writes it:
 *
 * <pre>{@code
 * checkpoint = torch.load("run.checkpoint-100.pt")
 * model.load_state_dict(checkpoint["model"])
 * optimizer.load_state_dict(checkpoint["optimizer"])
 * torch.set_rng_state(checkpoint["random"])
 * checkpoint["epoch"], checkpoint["step"], checkpoint["history"], checkpoint["notes"] …
 * }</pre>
 */
public final class Checkpoint {
  /** The version of the layout that is written; the only one so far. */
  public static final int FORMAT_VERSION = Snapshot.FORMAT_VERSION;

  private final Snapshot snapshot;
  private final List<Epoch> history;

  Checkpoint(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.history = EpochColumns.epochs(snapshot.past());
  }

  /**
   * Reads a checkpoint.
   *
   * @param file the file
   * @return the checkpoint
   * @throws CheckpointException if it cannot be read, is damaged, or holds something else
   */
  public static Checkpoint load(Path file) {
    return new Checkpoint(Snapshot.load(file));
  }

  /**
   * Writes the checkpoint, whole or not at all.
   *
   * @param file the file to write or replace
   * @throws CheckpointException if it cannot be written; an old file stays as it was
   */
  public void save(Path file) {
    snapshot.save(file);
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** {@return the version of the layout} */
  public int formatVersion() {
    return FORMAT_VERSION;
  }

  /**
   * {@return the model's state, as {@link io.kindling.Module#loadStateDict} takes it} It is for
   * data as the training saw them: what they were prepared by, {@link #notes} may say, and {@code
   * io.kindling.model.TrainedModel} reads with the model.
   */
  public Map<String, TensorData> model() {
    return snapshot.live().model();
  }

  /**
   * {@return the optimizer's state in PyTorch's layout, as {@link
   * io.kindling.Optimizer#loadStateDict} takes it}
   */
  public Map<String, Object> optimizer() {
    return snapshot.live().optimizer();
  }

  /** {@return the schedule's state, as {@link Schedule#loadState} takes it, where there is one} */
  public Optional<Map<String, Double>> schedule() {
    return Optional.ofNullable(snapshot.live().schedule());
  }

  /** {@return how many epochs were completed} */
  public int epoch() {
    return snapshot.position().epoch();
  }

  /** {@return how many steps were taken in all} */
  public long step() {
    return snapshot.position().step();
  }

  /** {@return how many batches of the epoch after those completed were taken, at least 1} */
  public int batch() {
    return snapshot.position().batch();
  }

  /** {@return the epochs that were completed} */
  public List<Epoch> history() {
    return history;
  }

  /**
   * {@return the model's state after the best of these epochs, where there was {@linkplain
   * Trainer#earlyStopping early stopping}}
   */
  public Optional<Map<String, TensorData>> bestModel() {
    Best best = snapshot.past().best();
    return best == null ? Optional.empty() : Optional.of(best.weights());
  }

  /**
   * {@return how the training was set up, by name: {@code model}, {@code loss}, {@code optimizer}
   * and {@code schedule} as texts, {@code batch_size} and others; values are texts, numbers, truth
   * values or null}
   */
  public Map<String, @Nullable Object> specs() {
    return snapshot.specs();
  }

  /** {@return what {@link Trainer#notes} was given} */
  public Map<String, String> notes() {
    return snapshot.notes();
  }
}

package io.kindling.train;

import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import io.kindling.train.EarlyStopping.Best;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  public static final int FORMAT_VERSION = 1;

  /** What is read as it is: bytes, and numbers in double precision. */
  private static final Set<StoredType> EXACT = Set.of(StoredType.UINT8, StoredType.FLOAT64);

  private static final String VERSION = "format_version";
  private static final String SPECS = "specs";
  private static final String NOTES = "notes";

  private final LiveState live;
  private final Position position;
  private final RandomStates random;
  private final Past past;
  private final Map<String, @Nullable Object> specs;
  private final Map<String, String> notes;

  Checkpoint(
      LiveState live,
      Position position,
      RandomStates random,
      Past past,
      Map<String, @Nullable Object> specs,
      Map<String, String> notes) {
    this.live = live;
    this.position = position;
    this.random = random;
    this.past = past;
    this.specs = Collections.unmodifiableMap(specs);
    this.notes = Collections.unmodifiableMap(notes);
  }

  /**
   * Reads a checkpoint.
   *
   * @param file the file
   * @return the checkpoint
   * @throws CheckpointException if it cannot be read, is damaged, or holds something else
   */
  public static Checkpoint load(Path file) {
    return of(file.toString(), TorchFile.loadTree(file, EXACT));
  }

  /**
   * Writes the checkpoint, whole or not at all.
   *
   * @param file the file to write or replace
   * @throws CheckpointException if it cannot be written; an old file stays as it was
   */
  public void save(Path file) {
    TorchFile.save(file, tree());
  }

  /** {@return the checkpoint as it is in a file} */
  Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put(VERSION, (long) FORMAT_VERSION);
    live.put(tree);
    position.put(tree);
    random.put(tree);
    past.put(tree);
    tree.put(SPECS, specs);
    tree.put(NOTES, notes);
    return tree;
  }

  /** {@return the checkpoint that a file's dict says, whose every value is checked} */
  static Checkpoint of(String file, Map<?, ?> tree) {
    Object version = tree.get(VERSION);
    if (!Long.valueOf(FORMAT_VERSION).equals(version)) {
      throw new CheckpointException(
          file,
          "the file must be a training's checkpoint",
          VERSION + " " + (version instanceof Long ? version : "none"),
          VERSION + " " + FORMAT_VERSION,
          version instanceof Long
              ? "read it with the version of Kindling that wrote it"
              : "resume from what checkpointEvery has saved");
    }
    Entries entries = new Entries(file, tree);
    Position position = Position.from(entries);
    return new Checkpoint(
        LiveState.from(entries),
        position,
        RandomStates.from(entries),
        Past.from(entries, position.epoch()),
        entries.dict(SPECS).plain(),
        entries.texts(NOTES));
  }

  LiveState live() {
    return live;
  }

  Position position() {
    return position;
  }

  RandomStates random() {
    return random;
  }

  @Nullable Best best() {
    return past.best();
  }

  /** {@return the version of the layout} */
  public int formatVersion() {
    return FORMAT_VERSION;
  }

  /** {@return the model's state, as {@link io.kindling.Module#loadStateDict} takes it} */
  public Map<String, TensorData> model() {
    return live.model();
  }

  /**
   * {@return the optimizer's state in PyTorch's layout, as {@link
   * io.kindling.Optimizer#loadStateDict} takes it}
   */
  public Map<String, Object> optimizer() {
    return live.optimizer();
  }

  /** {@return the schedule's state, as {@link Schedule#loadState} takes it, where there is one} */
  public Optional<Map<String, Double>> schedule() {
    return Optional.ofNullable(live.schedule());
  }

  /** {@return how many epochs were completed} */
  public int epoch() {
    return position.epoch();
  }

  /** {@return how many steps were taken in all} */
  public long step() {
    return position.step();
  }

  /** {@return how many batches of the epoch after those completed were taken, at least 1} */
  public int batch() {
    return position.batch();
  }

  /** {@return the epochs that were completed} */
  public List<Epoch> history() {
    return past.history();
  }

  /**
   * {@return the model's state after the best of these epochs, where there was {@linkplain
   * Trainer#earlyStopping early stopping}}
   */
  public Optional<Map<String, TensorData>> bestModel() {
    Best best = past.best();
    return best == null ? Optional.empty() : Optional.of(best.weights());
  }

  /**
   * {@return how the training was set up, by name: {@code model}, {@code loss}, {@code optimizer}
   * and {@code schedule} as texts, {@code batch_size} and others; values are texts, numbers, truth
   * values or null}
   */
  public Map<String, @Nullable Object> specs() {
    return specs;
  }

  /** {@return what {@link Trainer#notes} was given} */
  public Map<String, String> notes() {
    return notes;
  }
}

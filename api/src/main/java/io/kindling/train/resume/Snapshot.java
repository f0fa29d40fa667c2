package io.kindling.train.resume;

import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.StoredType;
import io.kindling.error.CheckpointException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A training right after one of its steps, as a checkpoint's file holds it. Each part reads and
 * writes its own entries.
 *
 * @param live the state of what is trained and of what trains it
 * @param position where the training is
 * @param random where the random numbers are
 * @param past the epochs that were completed
 * @param specs how the training was set up, by name
 * @param notes texts that belong to the model
 */
public record Snapshot(
    LiveState live,
    Position position,
    RandomStates random,
    Past past,
    Map<String, @Nullable Object> specs,
    Map<String, String> notes) {
  /** The version of the layout that is written; the only one so far. */
  public static final int FORMAT_VERSION = 1;

  /** What is read as it is: bytes, and numbers in double precision. */
  private static final Set<StoredType> EXACT = Set.of(StoredType.UINT8, StoredType.FLOAT64);

  private static final String VERSION = "format_version";
  private static final String SPECS = "specs";
  private static final String NOTES = "notes";

  /** Makes the maps unmodifiable; they are nobody else's. */
  public Snapshot {
    specs = Collections.unmodifiableMap(specs);
    notes = Collections.unmodifiableMap(notes);
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @return what it holds
   * @throws CheckpointException if it cannot be read, is damaged, or holds something else
   */
  public static Snapshot load(Path file) {
    return of(file.toString(), TorchFile.loadTree(file, EXACT));
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @param file the file to write or replace
   * @throws CheckpointException if it cannot be written; an old file stays as it was
   */
  public void save(Path file) {
    TorchFile.save(file, tree());
  }

  /** {@return the dict that a file holds} */
  public Map<String, @Nullable Object> tree() {
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

  /**
   * Reads a file's dict, whose every value is checked.
   *
   * @param file where it is from, as errors name it
   * @param tree the dict
   * @return what it says
   * @throws CheckpointException if it is no checkpoint's
   */
  public static Snapshot of(String file, Map<?, ?> tree) {
    Object version = tree.get(VERSION);
    if (!Long.valueOf(FORMAT_VERSION).equals(version)) {
      throw new CheckpointException(
          file,
          "the file must be a training's checkpoint",
          version instanceof Long ? VERSION + " " + version : "other values",
          VERSION + " " + FORMAT_VERSION,
          version instanceof Long
              ? "read it with the version of Kindling that wrote it"
              : "resume from what checkpointEvery has saved");
    }
    Entries entries = new Entries(file, tree);
    Position position = Position.from(entries);
    return new Snapshot(
        LiveState.from(entries),
        position,
        RandomStates.from(entries),
        Past.from(entries, position.epoch()),
        entries.dict(SPECS).plain(),
        entries.texts(NOTES));
  }
}

package io.kindling.checkpoint.sharded;

import static java.util.Objects.requireNonNull;

import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import io.kindling.file.FileErrors;
import io.kindling.file.FileFailures;
import io.kindling.text.Printable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model in several files: {@code model.safetensors.index.json} or {@code
 * pytorch_model.bin.index.json}, and beside it the files that it names, as Hugging Face's {@code
 * save_pretrained} writes them.
 *
 * <p>Opening reads the index. A shard is opened when a tensor of it is asked for, and must then
 * hold the tensors that the index says and no others.
 *
 * @see <a href="https://huggingface.co/docs/safetensors/index">safetensors</a>
 */
public final class ShardedFile {
  private final Path index;
  private final Map<String, Path> weightMap;
  private final Map<Path, Set<String>> shards = new LinkedHashMap<>();

  private ShardedFile(Path index, Map<String, Path> weightMap) {
    this.index = index;
    this.weightMap = weightMap;
    weightMap.forEach(
        (name, file) -> shards.computeIfAbsent(file, added -> new HashSet<>()).add(name));
  }

  /**
   * Whether a file may be an index, by its first bytes.
   *
   * @param head the file's first bytes
   * @return whether they are those of a JSON object
   */
  public static boolean recognises(byte[] head) {
    for (byte value : head) {
      if (" \t\r\n".indexOf(value) < 0) {
        return value == '{';
      }
    }
    return false;
  }

  /**
   * Reads an index.
   *
   * @param index the file
   * @return the model, none of whose shards has been opened
   * @throws CheckpointException if it is no index, names a file that is not beside it or not there,
   *     or cannot be read
   */
  public static ShardedFile open(Path index) {
    return FileFailures.reading(
        index,
        () -> {
          try (FileChannel channel = FileChannel.open(index)) {
            return new ShardedFile(
                index, found(index, WeightMap.read(channel, new FileErrors(index))));
          }
        });
  }

  private static Map<String, Path> found(Path index, Map<String, String> names) {
    Map<String, Path> files = new LinkedHashMap<>();
    names.forEach((tensor, name) -> files.put(tensor, index.resolveSibling(name)));
    Set<Path> shards = new LinkedHashSet<>(files.values());
    List<Path> missing = shards.stream().filter(file -> !Files.isRegularFile(file)).toList();
    if (!missing.isEmpty()) {
      int more = missing.size() - 1;
      throw new CheckpointException(
          index.toString(),
          "each shard must be beside the index",
          "no file " + missing.get(0).getFileName() + (more > 0 ? " and " + more + " more" : ""),
          shards.size() == 1
              ? "the file that it names"
              : "the " + shards.size() + " files that it names",
          more > 0 ? "fetch them too" : "fetch it too");
    }
    return Collections.unmodifiableMap(files);
  }

  /** {@return the file of each tensor, in the index's order} */
  public Map<String, Path> weightMap() {
    return weightMap;
  }

  /** {@return the files, in the order in which the index names them first} */
  public List<Path> files() {
    return List.copyOf(shards.keySet());
  }

  /**
   * Reads tensors, file by file.
   *
   * @param names which
   * @return their values as float32 or int64, in the order of the names
   * @throws CheckpointException if a file cannot be read, is damaged or does not hold what the
   *     index says, or there is no tensor of a name
   */
  public Map<String, TensorData> read(Collection<String> names) {
    return read(names, Shard::read);
  }

  /**
   * Reads tensors as they are, file by file.
   *
   * @param names which
   * @return their values, of the files' own types, in the order of the names
   * @throws CheckpointException if a file cannot be read, is damaged or does not hold what the
   *     index says, or there is no tensor of a name
   */
  public Map<String, StoredTensor> readRaw(Collection<String> names) {
    return read(names, Shard::readRaw);
  }

  /**
   * Finds out whether a file holds the tensors that the index says.
   *
   * @param file one of {@link #files()}
   * @throws CheckpointException if it cannot be read, is damaged or holds others
   */
  public void check(Path file) {
    FileFailures.reading(
        file,
        () -> {
          try (Shard shard = Shard.open(file)) {
            check(file, shard.names());
            return file;
          }
        });
  }

  /** Reads tensors of one file. */
  private interface Reading<T> {
    Map<String, T> read(Shard shard, Collection<String> names) throws IOException;
  }

  private <T> Map<String, T> read(Collection<String> names, Reading<T> reading) {
    Map<Path, List<String>> byFile = new LinkedHashMap<>();
    for (String name : names) {
      byFile.computeIfAbsent(file(name), file -> new ArrayList<>()).add(name);
    }
    Map<String, T> read = new LinkedHashMap<>();
    byFile.forEach(
        (file, inFile) ->
            read.putAll(
                FileFailures.reading(
                    file,
                    () -> {
                      try (Shard shard = Shard.open(file)) {
                        check(file, shard.names());
                        Map<String, T> values = reading.read(shard, inFile);
                        shard.verify();
                        return values;
                      }
                    })));
    Map<String, T> ordered = new LinkedHashMap<>();
    names.forEach(name -> ordered.put(name, requireNonNull(read.get(name))));
    return Collections.unmodifiableMap(ordered);
  }

  private Path file(String name) {
    Path file = weightMap.get(name);
    if (file == null) {
      throw new CheckpointException(
          index.toString(),
          "the index must list the tensor",
          Printable.piece(name),
          weightMap.size() + " others",
          null);
    }
    return file;
  }

  /** Two readers could take different models from an index and files that differ. */
  private void check(Path file, Set<String> names) {
    Set<String> missing = new HashSet<>(requireNonNull(shards.get(file)));
    Set<String> differing = new HashSet<>(names);
    differing.removeAll(missing);
    missing.removeAll(names);
    differing.addAll(missing);
    if (!differing.isEmpty()) {
      throw new CheckpointException(
          file.toString(),
          "a shard must hold the tensors that its index says",
          Printable.piece(Collections.min(differing))
              + (missing.isEmpty() ? ", which the index has elsewhere" : ", which is not there"),
          "those of " + index.getFileName(),
          "fetch index and shards again, of the same version");
    }
  }
}

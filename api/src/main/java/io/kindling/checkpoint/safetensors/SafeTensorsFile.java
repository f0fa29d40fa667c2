package io.kindling.checkpoint.safetensors;

import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import io.kindling.file.FileErrors;
import io.kindling.file.FileFailures;
import io.kindling.text.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An open safetensors file, of any size: only the header has been read, and tensors are read one by
 * one, as they are asked for.
 *
 * <p>Values become float32 or int64 as {@link StoredType#becomes} says. U64 and C64 can only be
 * read as they are, and F8_E8M0, F6 and F4 only be listed.
 *
 * <p>Stricter than the reference: a name must not occur twice in the header, and once among the
 * notes, must not hold NUL and has 4,096 bytes at most; at most 64 dimensions, 100,000 tensors and
 * 8 MiB of notes. Fields of a tensor beside the three are read over, as are {@code null} notes. Not
 * for several threads at once.
 */
public final class SafeTensorsFile implements Closeable {
  private final FileChannel channel;
  private final FileErrors errors;
  private final SafeTensorsHeader header;
  private final SafeTensorsValues values;

  private SafeTensorsFile(FileChannel channel, FileErrors errors) throws IOException {
    this.channel = channel;
    this.errors = errors;
    this.header = SafeTensorsHeader.read(channel, errors);
    // checked: the tensors end where the file does
    long length = header.tensors().values().stream().mapToLong(Entry::end).max().orElse(0);
    this.values = new SafeTensorsValues(channel, errors, channel.size() - length, length);
  }

  /**
   * A tensor as the header describes it.
   *
   * @param name its name
   * @param dtype its type, as the format names it: {@code BF16}
   * @param shape its shape
   * @param begin where its bytes begin, counted from the header's end
   * @param end where they end
   */
  public record Entry(String name, String dtype, Shape shape, long begin, long end) {
    /** {@return its type as PyTorch calls it, {@code bfloat16}; the format's name for others} */
    public String torchName() {
      return SafeTensorsType.valueOf(dtype).stored().map(StoredType::torchName).orElse(dtype);
    }

    /** {@return whether its values can be read: not those of F8_E8M0 and types below 8 bits} */
    public boolean isReadable() {
      return SafeTensorsType.valueOf(dtype).stored().isPresent();
    }
  }

  /**
   * Opens a file and reads its header.
   *
   * @param file the file
   * @return the file, to be closed
   * @throws CheckpointException if it cannot be read or is not a well-formed safetensors file
   */
  public static SafeTensorsFile open(Path file) {
    return FileFailures.reading(file, () -> opened(file));
  }

  private static SafeTensorsFile opened(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    boolean opened = false;
    try {
      SafeTensorsFile made = new SafeTensorsFile(channel, new FileErrors(file));
      opened = true;
      return made;
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  /** {@return the notes, in the file's order} */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /** {@return the tensors by name, in the header's order} */
  public Map<String, Entry> tensors() {
    return header.tensors();
  }

  /**
   * Reads a tensor.
   *
   * @param name its name
   * @return its values, of type float32 or int64
   * @throws CheckpointException if the file cannot be read, there is no such tensor, its type
   *     cannot be read, a BOOL is neither 0 nor 1, or it has more elements than an array holds:
   *     then read it in pieces
   */
  public TensorData read(String name) {
    Entry entry = entry(name);
    int length = values.arrayLength(entry);
    return reading(() -> values.read(entry, 0, length, entry.shape()));
  }

  /**
   * Reads a tensor as it is.
   *
   * @param name its name
   * @return its values, of the file's own type
   * @throws CheckpointException if the file cannot be read, there is no such tensor, PyTorch has no
   *     storage for its type, or it has more bytes than an array holds
   */
  public StoredTensor readRaw(String name) {
    Entry entry = entry(name);
    int bytes = values.arrayBytes(entry);
    return reading(() -> values.readRaw(entry, bytes));
  }

  /**
   * Reads a piece of a tensor, for those that no array holds.
   *
   * @param name the tensor's name
   * @param from the first element, counted row by row
   * @param count how many elements
   * @return their values, in one dimension, of type float32 or int64
   * @throws CheckpointException if the file cannot be read, there is no such tensor or piece, its
   *     type cannot be read, or a BOOL is neither 0 nor 1
   */
  public TensorData read(String name, long from, int count) {
    Entry entry = entry(name);
    long elements = entry.shape().numel();
    if (from < 0 || count < 0 || from > elements - count) {
      throw new CheckpointException(
          errors.file().toString(),
          "a piece must lie in " + SafeTensorsEntries.named(name),
          count + " elements from " + from,
          "some of its " + elements,
          null);
    }
    return reading(() -> values.read(entry, from, count, Shape.of(count)));
  }

  /**
   * Reads over all values that not every byte is one of: afterwards every tensor of a type that can
   * be read is in order.
   *
   * @throws CheckpointException if a BOOL is neither 0 nor 1
   */
  public void verify() {
    for (Entry entry : header.tensors().values()) {
      reading(
          () -> {
            values.verify(entry);
            return true;
          });
    }
  }

  private <T> T reading(FileFailures.Read<T> read) {
    return FileFailures.reading(errors.file(), read);
  }

  private Entry entry(String name) {
    @Nullable Entry entry = header.tensors().get(name);
    if (entry == null) {
      throw new CheckpointException(
          errors.file().toString(),
          "there must be such a tensor",
          Printable.piece(name),
          Printable.piece("one of " + header.tensors().keySet()),
          null);
    }
    return entry;
  }

  /** Closes the file. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw FileFailures.unreadable(errors.file(), e);
    }
  }
}

package io.kindling.checkpoint.safetensors;

import io.kindling.checkpoint.notes.LeftOut;
import io.kindling.checkpoint.stored.Payload;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import io.kindling.file.AtomicFile;
import io.kindling.file.FileFailures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Model state as a safetensors file: eight bytes with the header's length N, little-endian; N bytes
 * of JSON; then the values, little-endian, row-major, packed.
 *
 * <p>The header is {@code {"__metadata__": {key: text, …}, name: {"dtype": "F32", "shape": [2, 3],
 * "data_offsets": [begin, end]}, …}}, the offsets counted from the header's end; the values fill
 * the rest of the file exactly. Written are F32 and I64, byte for byte as the reference does;
 * {@link SafeTensorsFile} says what is read.
 *
 * @see <a href="https://huggingface.co/docs/safetensors">safetensors</a>
 */
public final class SafeTensors {
  /** How many first bytes tell whether a file is one. */
  public static final int HEAD_BYTES = 16;

  private SafeTensors() {}

  /**
   * Whether a file may be of this format, by its first bytes.
   *
   * @param head the file's first bytes, at least 9
   * @return whether a plausible length and a JSON object, or space before one, begin the file
   */
  public static boolean recognises(byte[] head) {
    int length = SafeTensorsHeader.LENGTH_BYTES;
    return head.length > length
        && "{ \t\r\n".indexOf(head[length]) >= 0
        && head[length - 1] == 0
        && head[length - 2] == 0;
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @param file the file to write or replace
   * @param state what to write
   * @throws CheckpointException if it cannot be written, a name or note is none that the format can
   *     hold, or there are more than {@link SafeTensorsFile} reads; an old file stays as it was
   */
  public static void write(Path file, SavedState state) {
    save(file, state.tensors(), state.metadata());
  }

  /** Writes tensors of either kind. */
  public static void save(Path file, Map<String, ?> tensors, Map<String, String> metadata) {
    Map<String, Payload> payloads = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> payloads.put(name, Payload.of(tensor)));
    SafeTensorsWriter writer = new SafeTensorsWriter(file, payloads, metadata);
    try {
      AtomicFile.writeChannel(file, writer::writeTo);
    } catch (IOException e) {
      throw FileFailures.unwritable(file, e);
    }
  }

  /**
   * Reads a file. Where its notes have a scaling or labels that the tensors alone are without, that
   * is logged.
   *
   * @param file the file
   * @return its contents, in the header's order, as float32 and int64
   * @throws CheckpointException if there is no such file, it is not a well-formed safetensors file,
   *     or one of its tensors is of a type that cannot be read
   */
  public static SavedState read(Path file) {
    SavedState state = readWithNotes(file);
    LeftOut.warn(file, state.metadata());
    return state;
  }

  /** Reads a file for who heeds its notes. */
  public static SavedState readWithNotes(Path file) {
    try (SafeTensorsFile open = SafeTensorsFile.open(file)) {
      Map<String, TensorData> tensors = new LinkedHashMap<>();
      for (String name : open.tensors().keySet()) {
        tensors.put(name, open.read(name));
      }
      return new SavedState(tensors, open.metadata());
    }
  }
}

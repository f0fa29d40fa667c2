package io.kindling.checkpoint;

import io.kindling.TensorData;
import io.kindling.error.CheckpointException;
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
   * @throws UnknownDurabilityException if all went well but making it last
   * @throws IOException if it cannot be written; an old file stays as it was
   * @throws CheckpointException if a name or note is none that the format can hold, or there are
   *     more than {@link SafeTensorsFile} reads
   */
  public static void write(Path file, SavedState state) throws IOException {
    Map<String, Payload> tensors = new LinkedHashMap<>();
    state.tensors().forEach((name, data) -> tensors.put(name, Payload.of(data)));
    write(file, tensors, state.metadata());
  }

  static void write(Path file, Map<String, Payload> tensors, Map<String, String> metadata)
      throws IOException {
    SafeTensorsWriter writer = new SafeTensorsWriter(file, tensors, metadata);
    AtomicFile.writeChannel(file, writer::writeTo);
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @return its contents, in the header's order, as float32 and int64
   * @throws IOException if the file cannot be read
   * @throws CheckpointException if it is not a well-formed safetensors file, or one of its tensors
   *     is of a type that cannot be read
   */
  public static SavedState read(Path file) throws IOException {
    try (SafeTensorsFile open = SafeTensorsFile.open(file)) {
      Map<String, TensorData> tensors = new LinkedHashMap<>();
      for (String name : open.tensors().keySet()) {
        tensors.put(name, open.read(name));
      }
      return new SavedState(tensors, open.metadata());
    }
  }
}

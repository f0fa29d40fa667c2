package io.kindling.checkpoint;

import io.kindling.DType;
import io.kindling.TensorData;
import io.kindling.error.CheckpointException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Model state as a safetensors file: eight bytes with the header's length N, little-endian; N bytes
 * of JSON; then the values, little-endian, row-major, packed.
 *
 * <p>The header is {@code {"__metadata__": {key: text, …}, name: {"dtype": "F32", "shape": [2, 3],
 * "data_offsets": [begin, end]}, …}}, the offsets counted from the header's end; the values fill
 * the rest of the file exactly. Types are F32 and I64.
 *
 * @see <a href="https://huggingface.co/docs/safetensors">safetensors</a>
 */
public final class SafeTensors {
  private static final int LENGTH_BYTES = 8;
  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;

  private SafeTensors() {}

  /**
   * Whether a file may be of this format, by its first bytes.
   *
   * @param head the file's first bytes, at least 9
   * @return whether a plausible length and a JSON object begin the file
   */
  public static boolean recognises(byte[] head) {
    return head.length > LENGTH_BYTES
        && head[LENGTH_BYTES] == '{'
        && head[LENGTH_BYTES - 1] == 0
        && head[LENGTH_BYTES - 2] == 0;
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @param file the file to write or replace
   * @param state what to write
   * @throws IOException if it cannot be written; an old file stays as it was
   */
  public static void write(Path file, SavedState state) throws IOException {
    List<Map.Entry<String, TensorData>> tensors = new ArrayList<>(state.tensors().entrySet());
    // widest type first, then by name: every tensor is aligned, and equal states give equal files
    tensors.sort(
        Comparator.<Map.Entry<String, TensorData>>comparingInt(e -> -width(e.getValue().dtype()))
            .thenComparing(Map.Entry::getKey));
    byte[] header = header(state.metadata(), tensors);
    AtomicFile.write(
        file,
        stream -> {
          DataOutputStream out = new DataOutputStream(stream);
          out.writeLong(Long.reverseBytes(header.length));
          out.write(header);
          for (Map.Entry<String, TensorData> tensor : tensors) {
            out.write(bytes(tensor.getValue()));
          }
        });
  }

  private static byte[] header(
      Map<String, String> metadata, List<Map.Entry<String, TensorData>> tensors) {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put(METADATA, metadata);
    }
    long offset = 0;
    for (Map.Entry<String, TensorData> tensor : tensors) {
      TensorData data = tensor.getValue();
      long end = offset + data.shape().numel() * width(data.dtype());
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", data.dtype() == DType.FLOAT32 ? "F32" : "I64");
      entry.put("shape", java.util.Arrays.stream(data.shape().sizes()).boxed().toList());
      entry.put("data_offsets", List.of(offset, end));
      header.put(tensor.getKey(), entry);
      offset = end;
    }
    String json = Json.write(header);
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    String padding = " ".repeat(Math.floorMod(-length, ALIGNMENT));
    return (json + padding).getBytes(StandardCharsets.UTF_8);
  }

  private static int width(DType dtype) {
    return dtype == DType.FLOAT32 ? Float.BYTES : Long.BYTES;
  }

  private static byte[] bytes(TensorData data) {
    int length = Math.multiplyExact(Math.toIntExact(data.shape().numel()), width(data.dtype()));
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    if (data.dtype() == DType.FLOAT32) {
      buffer.asFloatBuffer().put(data.floats());
    } else {
      buffer.asLongBuffer().put(data.longs());
    }
    return buffer.array();
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @return its contents
   * @throws IOException if the file cannot be read
   * @throws CheckpointException if it is not a well-formed safetensors file of F32 and I64
   */
  public static SavedState read(Path file) throws IOException {
    return new SafeTensorsReader(file, Files.readAllBytes(file)).read();
  }
}

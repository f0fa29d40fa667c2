package io.kindling.checkpoint;

import io.kindling.DType;
import io.kindling.TensorData;
import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes one state as a safetensors file; refuses what the reader would. */
final class SafeTensorsWriter {
  private static final int ALIGNMENT = 8;
  private static final int PIECE = 1 << 16;

  private final Path file;
  private final List<Map.Entry<String, TensorData>> tensors;
  private final byte[] header;

  SafeTensorsWriter(Path file, SavedState state) {
    this.file = file;
    this.tensors = new ArrayList<>(state.tensors().entrySet());
    // widest type first, then by name: every tensor is aligned, and equal states give equal files
    tensors.sort(
        Comparator.<Map.Entry<String, TensorData>>comparingInt(e -> -width(e.getValue().dtype()))
            .thenComparing(tensor -> utf8(tensor.getKey()), Arrays::compareUnsigned));
    check(state);
    this.header = header(state.metadata());
  }

  private void check(SavedState state) {
    long names = 0;
    for (Map.Entry<String, TensorData> tensor : tensors) {
      String name = tensor.getKey();
      names += utf8(name).length;
      boolean sane = !name.equals(SafeTensorsHeader.METADATA) && name.indexOf('\0') < 0;
      if (!sane || utf8(name).length > SafeTensorsHeader.MAX_NAME) {
        throw error("a tensor's name must be one that the format can hold", name, "another name");
      }
      int rank = tensor.getValue().shape().rank();
      if (rank > SafeTensorsHeader.MAX_RANK) {
        throw error(
            SafeTensorsEntries.named(name) + " must have a shape that the format can hold",
            rank + " dimensions",
            "at most " + SafeTensorsHeader.MAX_RANK);
      }
    }
    long notes = 0;
    for (Map.Entry<String, String> note : state.metadata().entrySet()) {
      notes +=
          SafeTensorsHeader.noteBytes(utf8(note.getKey()).length, utf8(note.getValue()).length);
    }
    if (names > SafeTensorsHeader.MAX_NAMES
        || notes > SafeTensorsHeader.MAX_METADATA
        || tensors.size() > SafeTensorsHeader.MAX_TENSORS) {
      throw error(
          "the state must be one that the format can hold",
          tensors.size() + " tensors, " + names + " bytes of names, " + notes + " of notes",
          "at most "
              + SafeTensorsHeader.MAX_TENSORS
              + ", "
              + SafeTensorsHeader.MAX_NAMES
              + " and "
              + SafeTensorsHeader.MAX_METADATA);
    }
  }

  private byte[] header(Map<String, String> metadata) {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put(SafeTensorsHeader.METADATA, metadata);
    }
    long offset = 0;
    for (Map.Entry<String, TensorData> tensor : tensors) {
      TensorData data = tensor.getValue();
      long end = offset + data.shape().numel() * width(data.dtype());
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", data.dtype() == DType.FLOAT32 ? "F32" : "I64");
      entry.put("shape", Arrays.stream(data.shape().sizes()).boxed().toList());
      entry.put("data_offsets", List.of(offset, end));
      header.put(tensor.getKey(), entry);
      offset = end;
    }
    byte[] json = utf8(JsonWriter.write(header));
    int padding = Math.floorMod(-json.length, ALIGNMENT);
    byte[] padded = Arrays.copyOf(json, json.length + padding);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    if (padded.length > SafeTensorsHeader.MAX_HEADER) {
      throw error(
          "the header must be one that the format can hold",
          padded.length + " bytes",
          SafeTensorsHeader.MAX_HEADER + " at most");
    }
    return padded;
  }

  void writeTo(OutputStream out) throws IOException {
    byte[] piece = new byte[PIECE];
    littleEndian(piece).putLong(header.length);
    out.write(piece, 0, SafeTensorsHeader.LENGTH_BYTES);
    out.write(header);
    for (Map.Entry<String, TensorData> tensor : tensors) {
      if (tensor.getValue().dtype() == DType.FLOAT32) {
        write(tensor.getValue().floats(), piece, out);
      } else {
        write(tensor.getValue().longs(), piece, out);
      }
    }
  }

  private static void write(FloatBuffer values, byte[] piece, OutputStream out) throws IOException {
    int most = PIECE / Float.BYTES;
    for (int at = 0; at < values.limit(); at += most) {
      int count = Math.min(most, values.limit() - at);
      littleEndian(piece).asFloatBuffer().put(values.slice(at, count));
      out.write(piece, 0, count * Float.BYTES);
    }
  }

  private static void write(LongBuffer values, byte[] piece, OutputStream out) throws IOException {
    int most = PIECE / Long.BYTES;
    for (int at = 0; at < values.limit(); at += most) {
      int count = Math.min(most, values.limit() - at);
      littleEndian(piece).asLongBuffer().put(values.slice(at, count));
      out.write(piece, 0, count * Long.BYTES);
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int width(DType dtype) {
    return dtype == DType.FLOAT32 ? Float.BYTES : Long.BYTES;
  }

  /** Strictly: half a surrogate pair would become a question mark, and two names one. */
  private byte[] utf8(String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw error("names and notes must be Unicode", text, "no half of a surrogate pair");
    }
  }

  private CheckpointException error(String rule, String got, String expected) {
    return new CheckpointException(
        file.toString(), rule, FileErrors.shown(got), expected, "nothing was written");
  }
}

package io.kindling.checkpoint.safetensors;

import io.kindling.checkpoint.json.JsonWriter;
import io.kindling.checkpoint.notes.Metadata;
import io.kindling.checkpoint.stored.Payload;
import io.kindling.core.StoredType;
import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.WritableByteChannel;
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

  private final Path file;
  private final List<Map.Entry<String, Payload>> tensors;
  private final byte[] header;

  SafeTensorsWriter(Path file, Map<String, Payload> state, Map<String, String> metadata) {
    this.file = file;
    this.tensors = new ArrayList<>(state.entrySet());
    // widest type first, then by name: every tensor is aligned, and equal states give equal files
    tensors.sort(
        Comparator.<Map.Entry<String, Payload>>comparingInt(e -> -e.getValue().type().bytes())
            .thenComparing(tensor -> utf8(tensor.getKey()), Arrays::compareUnsigned));
    check(metadata);
    this.header = header(metadata);
  }

  private void check(Map<String, String> metadata) {
    long names = 0;
    for (Map.Entry<String, Payload> tensor : tensors) {
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
    // strictly encoded, or an error
    metadata.forEach((key, value) -> utf8(key + " " + value));
    long notes = Metadata.size(metadata);
    if (names > SafeTensorsHeader.MAX_NAMES
        || notes > Metadata.MAX_BYTES
        || tensors.size() > SafeTensorsHeader.MAX_TENSORS) {
      throw error(
          "the state must be one that the format can hold",
          tensors.size() + " tensors, " + names + " bytes of names, " + notes + " of notes",
          "at most "
              + SafeTensorsHeader.MAX_TENSORS
              + ", "
              + SafeTensorsHeader.MAX_NAMES
              + " and "
              + Metadata.MAX_BYTES);
    }
  }

  private byte[] header(Map<String, String> metadata) {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put(SafeTensorsHeader.METADATA, metadata);
    }
    long offset = 0;
    for (Map.Entry<String, Payload> tensor : tensors) {
      Payload values = tensor.getValue();
      long end = offset + values.bytes();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", type(tensor).name());
      entry.put("shape", Arrays.stream(values.shape().sizes()).boxed().toList());
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

  private SafeTensorsType type(Map.Entry<String, Payload> tensor) {
    StoredType type = tensor.getValue().type();
    return SafeTensorsType.of(type)
        .orElseThrow(
            () ->
                error(
                    SafeTensorsEntries.named(tensor.getKey())
                        + " must be of a type that the format can hold",
                    type.torchName(),
                    "any but complex128",
                    "write .pt, which holds it; nothing was written"));
  }

  void writeTo(WritableByteChannel out) throws IOException {
    ByteBuffer piece = Payload.piece();
    out.write(piece.putLong(header.length).flip());
    out.write(ByteBuffer.wrap(header));
    for (Map.Entry<String, Payload> tensor : tensors) {
      tensor.getValue().writeTo(out, piece);
    }
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
    return error(rule, got, expected, "nothing was written");
  }

  private CheckpointException error(String rule, String got, String expected, String nextStep) {
    return new CheckpointException(file.toString(), rule, Printable.piece(got), expected, nextStep);
  }
}

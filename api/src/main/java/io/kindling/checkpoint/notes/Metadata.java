package io.kindling.checkpoint.notes;

import io.kindling.checkpoint.json.HeaderBytes;
import io.kindling.checkpoint.json.JsonReader;
import io.kindling.checkpoint.json.JsonWriter;
import io.kindling.error.CheckpointException;
import io.kindling.file.FileErrors;
import io.kindling.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Notes beside the tensors of a file: a JSON object of texts, of bounded size. */
public final class Metadata {
  /** How many bytes the notes may have, as {@link #size} counts them. */
  public static final int MAX_BYTES = 8 << 20;

  /** How many bytes a record of them may have: of JSON, a byte takes six at most. */
  public static final int MAX_JSON_BYTES = 6 * MAX_BYTES;

  /** What a note takes beside its characters. */
  private static final int NOTE_BYTES = 64;

  private Metadata() {}

  /** What notes count for, given the bytes of their texts in UTF-8. */
  public static long size(Map<String, String> metadata) {
    long size = 0;
    for (Map.Entry<String, String> note : metadata.entrySet()) {
      size +=
          NOTE_BYTES
              + (long) note.getKey().getBytes(StandardCharsets.UTF_8).length
              + note.getValue().getBytes(StandardCharsets.UTF_8).length;
    }
    return size;
  }

  /** Reads an object of texts that comes next. */
  public static Map<String, String> read(JsonReader json, FileErrors errors, String what)
      throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    long[] size = {0};
    json.object(
        what,
        MAX_BYTES,
        key -> {
          long at = json.offset();
          String value = json.string(what + " '" + Printable.piece(key) + "'", MAX_BYTES);
          // texts have at most as many characters as bytes, so all that is written can be read
          size[0] += NOTE_BYTES + (long) key.length() + value.length();
          if (size[0] > MAX_BYTES) {
            throw errors.at(at, what + " is too long", "more", MAX_BYTES + " bytes at most");
          }
          if (metadata.putIfAbsent(key, value) != null) {
            throw errors.at(
                at, "a name must not occur twice", Printable.quoted(key) + " twice", "once");
          }
        });
    return Collections.unmodifiableMap(metadata);
  }

  /** Reads a record that is such an object. */
  public static Map<String, String> read(
      ByteBuffer record, long offset, FileErrors errors, String what) throws IOException {
    JsonReader json = new JsonReader(new HeaderBytes(record, errors, offset));
    Map<String, String> metadata = read(json, errors, what);
    json.end();
    return metadata;
  }

  /** Writes notes as a record, which {@link #read} takes. */
  public static ByteBuffer write(Map<String, String> metadata, Path file) {
    String json = JsonWriter.write(metadata);
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(json) || size(metadata) > MAX_BYTES) {
      throw new CheckpointException(
          file.toString(),
          "notes must be texts of a valid size",
          size(metadata) + " bytes",
          "Unicode without half characters, at most " + MAX_BYTES + " bytes",
          "nothing was written");
    }
    return ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
  }
}

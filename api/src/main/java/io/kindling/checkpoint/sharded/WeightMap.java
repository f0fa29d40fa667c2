package io.kindling.checkpoint.sharded;

import io.kindling.checkpoint.json.HeaderBytes;
import io.kindling.checkpoint.json.JsonReader;
import io.kindling.error.CheckpointException;
import io.kindling.file.FileErrors;
import io.kindling.text.Printable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads an index: {@code {"metadata": {…}, "weight_map": {name: file, …}}}. What it says of files
 * is a name in the index's own folder and never a way out of it.
 */
final class WeightMap {
  private static final int MOST_BYTES = 32 << 20;
  private static final int MOST_TENSORS = 100_000;
  private static final int LONGEST_NAME = 4096;
  private static final int MOST_CHARACTERS = 8 << 20;
  private static final int LONGEST_FILE = 255;

  /** No folder, drive or stream, and nothing that another system would read differently. */
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._ +=@-]*");

  private final FileErrors errors;
  private final JsonReader json;
  private final Map<String, String> files = new LinkedHashMap<>();

  /** The names of files that have been checked, each of them once. */
  private final Map<String, String> known = new HashMap<>();

  private long characters;

  private WeightMap(FileErrors errors, JsonReader json) {
    this.errors = errors;
    this.json = json;
  }

  /** The file of each tensor, in the index's order. */
  static Map<String, String> read(FileChannel channel, FileErrors errors) throws IOException {
    long size = channel.size();
    if (size > MOST_BYTES) {
      throw errors.at(
          0, "an index must not be too long", size + " bytes", "at most " + MOST_BYTES, null);
    }
    WeightMap map =
        new WeightMap(errors, new JsonReader(new HeaderBytes(channel, errors, 0, size)));
    map.read();
    return map.files;
  }

  private void read() throws IOException {
    boolean[] found = {false};
    json.object(
        "the file",
        LONGEST_NAME,
        key -> {
          if (!key.equals("weight_map")) {
            json.skip();
          } else if (found[0]) {
            throw error("weight_map must be there once", "another", "one");
          } else {
            found[0] = true;
            json.object("weight_map", LONGEST_NAME, this::entry);
          }
        });
    json.end();
    if (files.isEmpty()) {
      throw errors.at(
          0,
          "a JSON file must be the index of a sharded model",
          "one without a weight_map",
          "{\"weight_map\": {name: file, …}}",
          "take the file that has the weights, as model.safetensors or pytorch_model.bin");
    }
  }

  private void entry(String tensor) throws IOException {
    long at = json.offset();
    String file = json.string("the file of a tensor", LONGEST_FILE);
    if (!known.containsKey(file)) {
      check(at, file);
      known.put(file, file);
    }
    if (files.put(tensor, known.get(file)) != null) {
      throw error("each tensor must be in one file", Printable.piece(tensor) + " twice", "once");
    }
    characters += tensor.length();
    if (characters > MOST_CHARACTERS) {
      throw error("the names are too long", "more", MOST_CHARACTERS + " letters at most");
    }
    if (files.size() > MOST_TENSORS) {
      throw error("an index must not list too many tensors", "more", MOST_TENSORS + " at most");
    }
  }

  private void check(long at, String file) {
    if (!FILE.matcher(file).matches() || file.endsWith(".") || file.endsWith(" ")) {
      throw errors.at(
          at,
          "a shard must be a file beside its index",
          Printable.quoted(file),
          "a file's name without folders",
          "do not load this index with anything else, unless you trust whoever made it");
    }
  }

  private CheckpointException error(String rule, String got, String expected) throws IOException {
    return errors.at(json.offset(), rule, got, expected);
  }
}

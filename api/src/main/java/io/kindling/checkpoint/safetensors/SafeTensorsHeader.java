package io.kindling.checkpoint.safetensors;

import io.kindling.checkpoint.json.HeaderBytes;
import io.kindling.checkpoint.json.JsonReader;
import io.kindling.checkpoint.notes.Metadata;
import io.kindling.checkpoint.safetensors.SafeTensorsFile.Entry;
import io.kindling.file.FileErrors;
import io.kindling.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a safetensors file says of itself, believing none of it: afterwards every tensor has
 * exactly the bytes that its shape needs, and together they are all that the file has. Limits keep
 * the memory for that below 64 MB, whatever the file.
 *
 * @param metadata the notes, in the file's order
 * @param tensors the tensors by name, in the header's order
 */
record SafeTensorsHeader(Map<String, String> metadata, Map<String, Entry> tensors) {
  static final int LENGTH_BYTES = 8;
  static final long MAX_HEADER = 100_000_000;
  static final int MAX_RANK = 64;
  static final int MAX_TENSORS = 100_000;
  static final int MAX_NAME = 4096;
  static final int MAX_NAMES = 8 << 20;
  static final int MAX_DIMENSIONS = 1 << 20;
  static final String METADATA = "__metadata__";

  static SafeTensorsHeader read(FileChannel channel, FileErrors errors) throws IOException {
    long size = channel.size();
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    if (size < LENGTH_BYTES || channel.read(length, 0) < LENGTH_BYTES) {
      throw errors.at(
          0, "the file must begin with the header's length", size + " bytes", "8 bytes or more");
    }
    long bytes = length.getLong(0);
    if (bytes < 0 || bytes > MAX_HEADER || bytes > size - LENGTH_BYTES) {
      throw errors.at(
          0,
          "the header must lie in the file",
          "a header of " + Long.toUnsignedString(bytes) + " bytes in a file of " + size,
          "at most the file, and at most " + MAX_HEADER,
          bytes < 0 || bytes > MAX_HEADER ? FileErrors.DAMAGED : FileErrors.CUT_OFF);
    }
    long start = LENGTH_BYTES + bytes;
    return new Parser(new HeaderBytes(channel, errors, LENGTH_BYTES, start), start, size).header();
  }

  /** Reads one header. */
  private static final class Parser {
    private final FileErrors errors;
    private final JsonReader json;
    private final SafeTensorsEntries entries;
    private final long start;
    private final long space;
    private Map<String, String> metadata = Map.of();
    private final Map<String, Entry> tensors = new LinkedHashMap<>();
    private boolean metadataSeen;
    private long described;
    private long nameLength;
    private long dimensions;

    Parser(HeaderBytes bytes, long start, long size) {
      this.errors = bytes.errors();
      this.json = new JsonReader(bytes);
      this.space = size - start;
      this.start = start;
      this.entries = new SafeTensorsEntries(json, errors, start, space);
    }

    SafeTensorsHeader header() throws IOException {
      json.object("the header", MAX_NAME, this::member);
      json.end();
      checkTiling();
      return new SafeTensorsHeader(metadata, Collections.unmodifiableMap(tensors));
    }

    private void member(String name) throws IOException {
      if (name.equals(METADATA)) {
        metadata();
      } else {
        tensor(name);
      }
    }

    private void metadata() throws IOException {
      if (metadataSeen) {
        throw twice(METADATA);
      }
      metadataSeen = true;
      if (!json.acceptNull()) {
        metadata = Metadata.read(json, errors, METADATA);
      }
    }

    private void tensor(String name) throws IOException {
      long at = json.offset();
      if (name.indexOf('\0') >= 0) {
        throw errors.at(
            at, "a tensor's name must not contain NUL", Printable.quoted(name), "no character NUL");
      }
      Entry entry = entries.read(name);
      if (tensors.putIfAbsent(name, entry) != null) {
        throw twice(name);
      }
      nameLength += name.length();
      if (nameLength > MAX_NAMES) {
        throw errors.at(at, "the names are too long", "more", MAX_NAMES + " bytes at most");
      }
      dimensions += entry.shape().rank();
      if (dimensions > MAX_DIMENSIONS) {
        throw errors.at(
            at, "the tensors have too many dimensions", "more", MAX_DIMENSIONS + " at most");
      }
      // early, so that a file cannot describe more than it has: as many tensors as it likes, all of
      // them the same bytes
      described += entry.end() - entry.begin();
      if (described > space || tensors.size() > MAX_TENSORS) {
        throw errors.at(
            at,
            "tensors must not share bytes",
            tensors.size() + " tensors of " + described + " bytes",
            "at most " + MAX_TENSORS + " tensors of the file's " + space + " bytes");
      }
    }

    private RuntimeException twice(String name) throws IOException {
      return errors.at(
          json.offset(), "a name must not occur twice", Printable.quoted(name) + " twice", "once");
    }

    /** The tensors must fill the space exactly: no hole, no overlap, nothing after the last. */
    private void checkTiling() {
      List<Entry> ordered = new ArrayList<>(tensors.values());
      ordered.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
      long at = 0;
      for (Entry entry : ordered) {
        if (entry.begin() != at) {
          throw errors.at(
              start + at,
              SafeTensorsEntries.named(entry.name()) + " must begin where the one before it ends",
              "bytes " + entry.begin() + " to " + entry.end() + " of the values",
              "bytes from " + at + ", no gap and no overlap");
        }
        at = entry.end();
      }
      if (at != space) {
        throw errors.at(
            start + at, "the tensors must fill the file", at + " of " + space + " bytes", "all");
      }
    }
  }
}

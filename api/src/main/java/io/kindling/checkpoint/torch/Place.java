package io.kindling.checkpoint.torch;

import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Whose values are looked at, for messages.
 *
 * @param file the file
 * @param entry the way to the part of it that is meant; null for all
 * @param where where in the file its values are
 */
record Place(String file, @Nullable String entry, String where) {
  /** Where the values are concerns few, so it stands behind what to do. */
  CheckpointException error(String rule, String got, String expected, String nextStep) {
    return new CheckpointException(file, rule, got, expected, nextStep + "; " + where);
  }

  /** What is meant: the file, or an entry of it. */
  String subject() {
    return entry == null ? "the file" : "the entry " + Printable.quoted(entry);
  }

  /** The way to a part of what is meant, from the file's beginning. */
  String way(String part) {
    return Printable.piece(entry == null ? part : entry + "." + part);
  }
}

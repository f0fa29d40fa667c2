package io.kindling.file;

import io.kindling.error.CheckpointException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes the errors about one file's contents: each names the file and the byte. */
public record FileErrors(Path file) {
  /** What to do with a file whose end is missing. */
  public static final String CUT_OFF = "the file is cut off: download or copy it again";

  /** What to do with a file that contradicts itself. */
  public static final String DAMAGED = "take an undamaged copy of the file or save it again";

  public CheckpointException at(long offset, String rule, String got, String expected) {
    return at(offset, rule, got, expected, DAMAGED);
  }

  /** Of a file that is not damaged, but will not do. */
  public CheckpointException at(
      long offset, String rule, String got, String expected, @Nullable String nextStep) {
    return new CheckpointException(
        file.toString(), "at byte " + offset + ", " + rule, got, expected, nextStep);
  }
}

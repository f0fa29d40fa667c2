package io.kindling.file;

import io.kindling.error.CheckpointException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes the errors about one file's contents: each names the file and the byte. */
public record FileErrors(Path file) {
  public CheckpointException at(long offset, String rule, String got, String expected) {
    return at(offset, rule, got, expected, "take an undamaged copy of the file or save it again");
  }

  /** Of a file that is not damaged, but will not do. */
  public CheckpointException at(
      long offset, String rule, String got, String expected, @Nullable String nextStep) {
    return new CheckpointException(
        file.toString(), "at byte " + offset + ", " + rule, got, expected, nextStep);
  }
}

package io.kindling.file;

import io.kindling.error.CheckpointException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the errors about one file's contents: each names the file and the byte. */
public record FileErrors(Path file) {
  private static final int MOST_SHOWN = 100;
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}]");

  public CheckpointException at(long offset, String rule, String got, String expected) {
    return at(offset, rule, got, expected, "take an undamaged copy of the file or save it again");
  }

  /** Of a file that is not damaged, but will not do. */
  public CheckpointException at(
      long offset, String rule, String got, String expected, @Nullable String nextStep) {
    return new CheckpointException(
        file.toString(), "at byte " + offset + ", " + rule, shown(got), expected, nextStep);
  }

  /** A text from the file, without what could take over a terminal, and not too much of it. */
  public static String shown(String text) {
    String head = text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN - 1) + "…";
    return CONTROL.matcher(head).replaceAll("?");
  }
}

package io.kindling.cli.options;

import io.kindling.error.DataException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The name of a file, as it was typed. */
public final class FileName {
  /** What Java makes of bytes that are no text. */
  private static final char NO_TEXT = '\uFFFD';

  private FileName() {}

  /**
   * Takes a name only as it stands: where bytes of it were lost on the way, it would be that of
   * another file.
   *
   * @throws DataException if it is no name here
   */
  public static Path parse(String text) {
    if (text.indexOf(NO_TEXT) >= 0) {
      throw refusal("a file name must be UTF-8", text, "text", "rename the file");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw refusal("the text must be a file name", text, "a path", e.getReason());
    }
  }

  private static DataException refusal(String rule, String got, String expected, String nextStep) {
    return new DataException("file", rule, got, expected, nextStep);
  }
}

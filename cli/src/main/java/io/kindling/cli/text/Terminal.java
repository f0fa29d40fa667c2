package io.kindling.cli.text;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether people watch what is printed, and what they can see. */
public final class Terminal {
  /** The launcher says it; Java 17 to 25 do not agree on how to find out. */
  private static final String PROPERTY = "kindling.terminal";

  private static final String ERRORS = "kindling.terminal.errors";

  /** The launcher says it too, since it sets another one for Java; else Java itself does. */
  private static final String CHARMAP = "kindling.charmap";

  private static final String NATIVE = "native.encoding";
  private static final Size USUAL = new Size(80, 24);

  private Terminal() {}

  /**
   * How much a terminal shows.
   *
   * @param columns how many characters a line has
   * @param rows how many lines there are
   */
  public record Size(int columns, int rows) {}

  /** Whether standard output is a terminal. */
  public static boolean isThere() {
    return Boolean.getBoolean(PROPERTY);
  }

  /** Whether standard error is one too, which can take a line back: there progress is shown. */
  public static boolean showsProgress() {
    return isThere() && Boolean.getBoolean(ERRORS) && !isType("dumb");
  }

  /** Whether what is printed may have colours: on a terminal, unless somebody wants none. */
  public static boolean showsColours() {
    String refusal = System.getenv("NO_COLOR"); // see no-color.org
    return isThere() && (refusal == null || refusal.isEmpty()) && !isType("dumb");
  }

  /** Whether what is printed may have braille: it is UTF-8, and no console without such letters. */
  public static boolean showsBraille() {
    String charmap = System.getProperty(CHARMAP, System.getProperty(NATIVE, ""));
    boolean unicode = charmap.isEmpty() || charmap.toUpperCase(Locale.ROOT).startsWith("UTF");
    return unicode && !(isThere() && isType("linux"));
  }

  private static boolean isType(String type) {
    return type.equals(System.getenv("TERM"));
  }

  /** The terminal's size, or as it was wished for; 80 x 24 where there is none. */
  public static Size size() {
    Size asked = isThere() ? asked() : null;
    Size known = asked == null ? USUAL : asked;
    return new Size(wished("COLUMNS", known.columns()), wished("LINES", known.rows()));
  }

  private static int wished(String variable, int otherwise) {
    String text = System.getenv(variable);
    return text != null && text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : otherwise;
  }

  /** What stty says of it: Java has no way to ask. */
  private static @Nullable Size asked() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      String[] words = said.strip().split(" ");
      boolean known = words.length == 2 && said.strip().matches("[1-9][0-9]{0,4} [1-9][0-9]{0,4}");
      return known ? new Size(Integer.parseInt(words[1]), Integer.parseInt(words[0])) : null;
    } catch (IOException e) { // no such program, no such device
      return null;
    }
  }
}

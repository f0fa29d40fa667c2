package io.kindling.cli.text;

/** Whether people watch what is printed. */
public final class Terminal {
  /** The launcher says it; Java 17 to 25 do not agree on how to find out. */
  private static final String PROPERTY = "kindling.terminal";

  private static final String ERRORS = "kindling.terminal.errors";

  private Terminal() {}

  /** Whether standard output is a terminal. */
  public static boolean isThere() {
    return Boolean.getBoolean(PROPERTY);
  }

  /** Whether standard error is one too, where progress is shown. */
  public static boolean showsProgress() {
    return isThere() && Boolean.getBoolean(ERRORS);
  }
}

package io.kindling.cli.text;

/** Whether people watch what is printed. */
public final class Terminal {
  /** The launcher says it; Java 17 to 25 do not agree on how to find out. */
  private static final String PROPERTY = "kindling.terminal";

  private Terminal() {}

  /** Whether standard output is a terminal. */
  public static boolean isThere() {
    return Boolean.getBoolean(PROPERTY);
  }
}

package io.kindling.cli.text;

/**
 * Texts of others, a file's or a user's, as a terminal may show them: what could steer it is
 * visible instead. One pass over the text, however long.
 */
public final class Printable {
  private static final int MOST_IN_A_CELL = 100;

  private Printable() {}

  /**
   * A text in one line.
   *
   * @param text any text
   * @return the text; a line break with the white space around it is one space, and every other
   *     character that is not for reading is {@code ?}
   */
  public static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    boolean broken = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isLineBreak(c)) {
        int end = line.length();
        while (end > 0 && Character.isWhitespace(line.charAt(end - 1))) {
          end--;
        }
        line.setLength(end);
        broken = true;
      } else if (!broken || !Character.isWhitespace(c)) {
        if (broken) {
          line.append(' ');
          broken = false;
        }
        line.append(steers(c) ? '?' : c);
      }
    }
    return line.toString().strip();
  }

  /**
   * A text in a cell of a table.
   *
   * @param text any text
   * @return its first hundred characters, in one line
   */
  public static String cell(String text) {
    return line(
        text.length() <= MOST_IN_A_CELL ? text : text.substring(0, MOST_IN_A_CELL - 1) + "…");
  }

  private static boolean isLineBreak(char c) {
    return c == '\n'
        || c == '\r'
        || c == '\u000B'
        || c == '\f'
        || c == '\u0085'
        || c == '\u2028'
        || c == '\u2029';
  }

  private static boolean steers(char c) {
    int type = Character.getType(c);
    return c != '\t' && (type == Character.CONTROL || type == Character.FORMAT);
  }
}

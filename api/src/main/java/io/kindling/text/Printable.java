package io.kindling.text;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Texts of others, a file's or a user's, as a terminal and a log may show them: in one line, short,
 * and with escapes such as {@code \n} in the place of what cannot be seen, steers a terminal or
 * turns a text round.
 *
 * <p>Printable is the space, and what Unicode counts neither as a separator nor as other: controls,
 * formats, surrogates without their half, private and unassigned code points; as Python's {@code
 * str.isprintable} has it. Of a long text no more is looked at than is shown.
 */
public final class Printable {
  private static final int PIECE = 80;

  /** Longer lines are cut, and then to a good deal less: our own words are seldom so many. */
  private static final int LONGEST_LINE = 400;

  private static final int LINE = 300;

  private Printable() {}

  /**
   * A name, a cell, a value.
   *
   * @param text any text
   * @return the text; of more than 80 characters the first ones
   */
  public static String piece(String text) {
    return isEnd(text, end(text, PIECE))
        ? visible(text)
        : visible(text.substring(0, end(text, PIECE - 1))) + "…";
  }

  /**
   * A name, a cell, a value between {@code '} and {@code '}.
   *
   * @param text any text
   * @return the text in quotes; of more than 80 characters the first ones
   */
  public static String quoted(String text) {
    return "'" + piece(text) + "'";
  }

  /**
   * A message, a line of a report.
   *
   * @param text any text
   * @return the text; of more than 400 characters the first and the last ones, 300 in all
   */
  public static String line(String text) {
    return fitted(text, length(text) > LONGEST_LINE ? LINE : LONGEST_LINE);
  }

  /**
   * A text of several lines, whole.
   *
   * @param text any text
   * @return its lines, each with its end, in which all else that cannot be seen is an escape
   */
  public static String lines(String text) {
    return text.lines().map(line -> visible(line) + "\n").collect(Collectors.joining());
  }

  /**
   * A message of several parts.
   *
   * @param format the message, with {@code %s} for each part
   * @param parts any texts
   * @return the message; where it would have more than 400 characters, the longest parts are cut in
   *     their middle, all to the same length, so that it has 300
   */
  public static String line(String format, String... parts) {
    int[] lengths = Arrays.stream(parts).mapToInt(Printable::length).sorted().toArray();
    int own = format.length() - "%s".length() * parts.length;
    int room = own + Arrays.stream(lengths).sum() > LONGEST_LINE ? LINE - own : LONGEST_LINE;
    int shorter = 0;
    while (shorter < lengths.length - 1 && lengths[shorter] <= room / (lengths.length - shorter)) {
      room -= lengths[shorter++];
    }
    int most = room / (lengths.length - shorter);
    return String.format(format, Arrays.stream(parts).map(part -> fitted(part, most)).toArray());
  }

  /** How long a text is when it is shown, as far as that matters. */
  private static int length(String text) {
    return isEnd(text, end(text, LONGEST_LINE)) ? visible(text).length() : LONGEST_LINE + 1;
  }

  private static String fitted(String text, int room) {
    int tail = room / 3;
    return isEnd(text, end(text, room))
        ? visible(text)
        : visible(text.substring(0, end(text, room - tail)))
            + "…"
            + visible(text.substring(begin(text, tail - 1)));
  }

  private static boolean isEnd(String text, int index) {
    return index == text.length();
  }

  /** Where a text must end to fit some room when it is shown. */
  private static int end(String text, int room) {
    int left = room;
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      left -= shown(c).length();
      if (left < 0) {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  /** Where a text, which is too long, must begin to fit some room when it is shown. */
  private static int begin(String text, int room) {
    int left = room;
    int at = text.length();
    while (true) {
      int c = text.codePointBefore(at);
      left -= shown(c).length();
      if (left < 0) {
        return at;
      }
      at -= Character.charCount(c);
    }
  }

  private static String visible(String text) {
    return text.codePoints().mapToObj(Printable::shown).collect(Collectors.joining());
  }

  private static String shown(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          isPrintable(c)
              ? Character.toString(c)
              : String.format(Character.isBmpCodePoint(c) ? "\\u%04x" : "\\U%08x", c);
    };
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}

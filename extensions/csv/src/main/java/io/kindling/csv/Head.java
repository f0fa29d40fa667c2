package io.kindling.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the first lines of a text say.
 *
 * @param separator what separates its cells
 * @param others what else may
 * @param lines how many lines stand before that which names the columns
 */
record Head(String separator, List<String> others, int lines) {
  /** As many characters are looked at. */
  private static final int MOST = 1 << 16;

  private static final String COMMA = ",";
  private static final List<String> USUAL = List.of(COMMA, ";", "\t", "|");

  /** The line that spreadsheets write and read. */
  private static final Pattern SEPARATOR_LINE =
      Pattern.compile("\\R{0,9}\"?sep=([^\"\r\n])\"?(\r\n|\r|\n)", Pattern.CASE_INSENSITIVE);

  /** Reads the first lines; what is left of a text then begins with its columns. */
  static Head read(Reader text, Dialect dialect) throws IOException {
    text.mark(MOST);
    char[] chars = new char[MOST];
    int count = 0;
    for (int n = 0; n >= 0 && count < MOST; n = text.read(chars, count, MOST - count)) {
      count += n;
    }
    text.reset();
    String head = new String(chars, 0, count);
    Matcher line = SEPARATOR_LINE.matcher(head);
    if (line.lookingAt()) {
      text.skip(line.end());
      String said = dialect.separator() == null ? line.group(1) : dialect.separator();
      return new Head(said, List.of(), (int) line.group().lines().count());
    }
    return dialect.separator() == null
        ? found(head, dialect.decimal())
        : new Head(dialect.separator(), List.of(), 0);
  }

  private static Head found(String head, char decimal) {
    List<String> there = new ArrayList<>();
    List<String> fitting = new ArrayList<>();
    for (String separator : USUAL) {
      Cut cut = Cut.of(head, separator);
      if (cut.first > 1) {
        there.add(separator);
      }
      if (cut.fits()) {
        fitting.add(separator);
      }
    }
    if (there.isEmpty()) {
      boolean spaces = Cut.of(head, Dialect.SPACES).fits();
      return new Head(spaces ? Dialect.SPACES : COMMA, List.of(), 0);
    }
    String separator = likely(fitting.isEmpty() ? there : fitting, decimal);
    there.remove(separator);
    return new Head(separator, there, 0);
  }

  /** The first, but rather no comma where numbers have one. */
  private static String likely(List<String> separators, char decimal) {
    boolean second = decimal == ',' && separators.size() > 1 && separators.get(0).equals(COMMA);
    return separators.get(second ? 1 : 0);
  }

  /** What to call a separator; null for none of the usual ones. */
  static @Nullable String name(String separator) {
    return switch (separator) {
      case COMMA -> "commas";
      case ";" -> "semicolons";
      case "\t" -> "tabs";
      case "|" -> "bars";
      case Dialect.SPACES -> "spaces";
      default -> null;
    };
  }

  /**
   * How many cells a separator makes of the first two lines that are not empty.
   *
   * @param first those of the first
   * @param second those of the second; 0 where it is not there as a whole
   */
  private record Cut(int first, int second) {
    boolean fits() {
      return first > 1 && (second == 0 || second == first);
    }

    static Cut of(String head, String separator) {
      int[] cells = new int[2];
      int at = 0;
      for (int line = 0; line < 2; line++) {
        while (at < head.length() && isEnd(head.charAt(at))) {
          at++;
        }
        boolean there = at < head.length();
        boolean runs = separator.equals(Dialect.SPACES);
        boolean quoted = false;
        int from = at; // of a cell
        while (at < head.length() && (quoted || !isEnd(head.charAt(at)))) {
          if (!quoted && head.startsWith(separator, at)) {
            cells[line] += runs && at == from ? 0 : 1;
            at += separator.length();
            from = at;
          } else {
            quoted ^= head.charAt(at) == '"' && (quoted || at == from);
            at++;
          }
        }
        cells[line] += there && !(runs && at == from) ? 1 : 0;
      }
      return new Cut(cells[0], at == MOST ? 0 : cells[1]);
    }

    private static boolean isEnd(char c) {
      return c == '\n' || c == '\r';
    }
  }
}

package io.kindling.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the first lines of a text say.
 *
 * @param separator what separates its cells
 * @param others what else may
 * @param length how many characters stand before the line that names the columns
 * @param lines how many lines these are
 * @param isTitle whether that line is rather a title, or a remark: of one cell, or with a # before
 *     it
 */
record Head(String separator, List<String> others, int length, int lines, boolean isTitle) {
  /** As many bytes are looked at. */
  static final int MOST = 1 << 16;

  private static final String COMMA = ",";
  static final List<String> USUAL = List.of(COMMA, ";", "\t", "|");

  /** The line that spreadsheets write and read. */
  private static final Pattern SEPARATOR_LINE =
      Pattern.compile("\\R{0,9}\"?sep=([^\"\r\n])\"?(\r\n|\r|\n)", Pattern.CASE_INSENSITIVE);

  /** Lines of spaces, which name nothing. */
  private static final Pattern BLANK_LINES = Pattern.compile("(?: *+(?:\r\n|\r|\n))++");

  /**
   * Looks at the first lines of a text.
   *
   * @param text the lines
   * @param cut whether more follow, and so perhaps the rest of the last one
   */
  static Head of(String text, Dialect dialect, boolean cut) {
    Matcher line = SEPARATOR_LINE.matcher(text);
    boolean said = line.lookingAt();
    int lines = said ? (int) line.group().lines().count() : 0;
    int length = said ? line.end() : 0;
    Matcher blank = BLANK_LINES.matcher(text).region(length, text.length());
    if (blank.lookingAt()) {
      lines += (int) blank.group().lines().count();
      length = blank.end();
    }
    String rest = text.substring(length);
    String separator = said ? line.group(1) : null;
    separator = dialect.separator() == null ? separator : dialect.separator();
    boolean title = isTitle(rest, separator == null ? USUAL : List.of(separator), cut);
    if (separator != null) {
      return new Head(separator, List.of(), length, lines, title);
    }
    Found found = found(rest, dialect, cut);
    return new Head(found.separator, found.others, length, lines, title);
  }

  private static boolean isTitle(String text, List<String> separators, boolean cut) {
    List<Cut> cuts = separators.stream().map(separator -> Cut.of(text, separator, cut)).toList();
    boolean remark = text.startsWith("#", text.startsWith("\"") ? 1 : 0);
    boolean narrow =
        cuts.stream().allMatch(found -> found.first <= 1)
            && cuts.stream().anyMatch(found -> found.second > 1);
    return (remark || narrow) && cuts.stream().noneMatch(Cut::fits);
  }

  /** What separates cells, and what else may. */
  private record Found(String separator, List<String> others) {}

  private static Found found(String head, Dialect dialect, boolean cut) {
    List<String> there = new ArrayList<>();
    List<String> fitting = new ArrayList<>();
    for (String separator : USUAL) {
      Cut found = Cut.of(head, separator, cut);
      if (found.first > 1) {
        there.add(separator);
      }
      if (found.fits()) {
        fitting.add(separator);
      }
    }
    if (there.isEmpty()) {
      boolean spaces = Cut.of(head, Dialect.SPACES, cut).fits();
      return new Found(spaces ? Dialect.SPACES : COMMA, List.of());
    }
    String separator = likely(fitting.isEmpty() ? there : fitting, dialect);
    there.remove(separator);
    return new Found(separator, there);
  }

  /** The first, but rather no comma where numbers have one. */
  private static String likely(List<String> separators, Dialect dialect) {
    boolean inNumbers = dialect.decimal() == ',' || Objects.equals(dialect.thousands(), ',');
    boolean second = inNumbers && separators.size() > 1 && separators.get(0).equals(COMMA);
    return separators.get(second ? 1 : 0);
  }

  /** How many cells a separator makes of a line. */
  static int cells(String line, String separator) {
    return Cut.of(line, separator, /* cut= */ false).first;
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

    static Cut of(String head, String separator, boolean cut) {
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
      return new Cut(cells[0], cut && at == head.length() ? 0 : cells[1]);
    }

    private static boolean isEnd(char c) {
      return c == '\n' || c == '\r';
    }
  }
}

package io.kindling.checkpoint;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists as lines of CSV: what is in them may hold commas, quotes and line breaks. */
final class NoteLists {
  private final String text;
  private int at;

  private NoteLists(String text) {
    this.text = text;
  }

  static String text(List<List<String>> lists) {
    StringBuilder lines = new StringBuilder();
    for (List<String> list : lists) {
      lines.append(lines.isEmpty() ? "" : "\n");
      for (int i = 0; i < list.size(); i++) {
        String item = list.get(i);
        boolean quoted = isSpecial(item) || (i == 0 && item.startsWith("#")); // no comment
        lines.append(i == 0 ? "" : ",");
        lines.append(quoted ? '"' + item.replace("\"", "\"\"") + '"' : item);
      }
    }
    return lines.toString();
  }

  /** An empty text is quoted too, or a line with it alone would be none. */
  private static boolean isSpecial(String item) {
    return item.isEmpty() || item.chars().anyMatch(c -> ",\"\n\r".indexOf(c) >= 0);
  }

  /** The lists in a text; null if it is no CSV, or they differ in length. */
  static @Nullable List<List<String>> parse(String text) {
    NoteLists input = new NoteLists(text);
    List<List<String>> lists = new ArrayList<>();
    while (input.at < text.length()) {
      if (text.charAt(input.at) == '\n') {
        input.at++; // an empty line
        continue;
      }
      List<String> list = input.list();
      if (list == null || (!lists.isEmpty() && list.size() != lists.get(0).size())) {
        return null;
      }
      lists.add(list);
    }
    return List.copyOf(lists);
  }

  /** A line, and the line feed behind it. */
  private @Nullable List<String> list() {
    List<String> items = new ArrayList<>();
    boolean more = true;
    while (more) {
      String item = at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
      if (item == null) {
        return null;
      }
      items.add(item);
      more = at < text.length() && text.charAt(at) == ',';
      at++;
    }
    return List.copyOf(items);
  }

  private String plain() {
    int from = at;
    while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
      at++;
    }
    return text.substring(from, at);
  }

  private @Nullable String quoted() {
    StringBuilder item = new StringBuilder();
    while (true) {
      int end = text.indexOf('"', at + 1);
      if (end < 0) {
        return null;
      }
      item.append(text, at + 1, end);
      at = end + 1;
      if (at == text.length() || text.charAt(at) == ',' || text.charAt(at) == '\n') {
        return item.toString();
      }
      if (text.charAt(at) != '"') {
        return null;
      }
      item.append('"');
    }
  }
}

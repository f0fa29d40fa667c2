package io.kindling.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON that file headers need: objects, lists, texts and whole numbers; nothing else, no
 * duplicate key, no leniency.
 */
final class Json {
  private static final int MAX_DEPTH = 16;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** The text is not such JSON; the message says where. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  /** Reads maps, lists, strings and longs. */
  static Object read(String text) throws MalformedException {
    Json json = new Json(text);
    Object value = json.value(0);
    json.skipSpace();
    if (json.at < text.length()) {
      throw json.error("the end");
    }
    return value;
  }

  private Object value(int depth) throws MalformedException {
    skipSpace();
    if (depth > MAX_DEPTH) {
      throw error("less nesting");
    }
    char c = at < text.length() ? text.charAt(at) : 0;
    return switch (c) {
      case '{' -> object(depth);
      case '[' -> list(depth);
      case '"' -> string();
      default -> number();
    };
  }

  private Map<String, Object> object(int depth) throws MalformedException {
    Map<String, Object> object = new LinkedHashMap<>();
    expect('{');
    if (!accept('}')) {
      do {
        skipSpace();
        String key = string();
        expect(':');
        if (object.putIfAbsent(key, value(depth + 1)) != null) {
          throw error("no second '" + key + "'");
        }
      } while (accept(','));
      expect('}');
    }
    return object;
  }

  private List<Object> list(int depth) throws MalformedException {
    List<Object> list = new ArrayList<>();
    expect('[');
    if (!accept(']')) {
      do {
        list.add(value(depth + 1));
      } while (accept(','));
      expect(']');
    }
    return list;
  }

  private long number() throws MalformedException {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    String digits = text.substring(start, at);
    boolean canonical = digits.length() == 1 || (digits.length() > 1 && digits.charAt(0) != '0');
    try {
      if (canonical) {
        return Long.parseLong(digits);
      }
    } catch (NumberFormatException e) {
      // larger than 2⁶³ − 1: the error below
    }
    at = start;
    throw error("a whole number from 0 to 2^63-1");
  }

  private String string() throws MalformedException {
    if (at >= text.length() || text.charAt(at) != '"') {
      throw error("'\"'");
    }
    at++;
    StringBuilder string = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return string.toString();
      }
      if (c < ' ') {
        at--;
        throw error("no bare control character");
      }
      string.append(c == '\\' ? escaped() : c);
    }
    throw error("'\"'");
  }

  private char escaped() throws MalformedException {
    char c = at < text.length() ? text.charAt(at++) : 0;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> codeUnit();
      default -> throw error("an escape that JSON knows");
    };
  }

  private char codeUnit() throws MalformedException {
    int unit = 0;
    for (int i = 0; i < 4; i++, at++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0) {
        throw error("four hexadecimal digits");
      }
      unit = unit * 16 + digit;
    }
    return (char) unit;
  }

  private boolean accept(char expected) {
    skipSpace();
    boolean found = at < text.length() && text.charAt(at) == expected;
    if (found) {
      at++;
    }
    return found;
  }

  private void expect(char expected) throws MalformedException {
    if (!accept(expected)) {
      throw error("'" + expected + "'");
    }
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private MalformedException error(String expected) {
    return new MalformedException("at character " + at + " there should be " + expected);
  }

  /** Writes maps, lists, numbers, and anything else as a text. */
  static String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      String separator = "{";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(separator);
        writeString(entry.getKey().toString(), out);
        out.append(':');
        write(entry.getValue(), out);
        separator = ",";
      }
      out.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> list) {
      String separator = "[";
      for (Object element : list) {
        out.append(separator);
        write(element, out);
        separator = ",";
      }
      out.append(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof Number) {
      out.append(value);
    } else {
      writeString(value.toString(), out);
    }
  }

  private static void writeString(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}

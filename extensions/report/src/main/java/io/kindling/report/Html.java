package io.kindling.report;

import io.kindling.text.Printable;

/** HTML as it is written. All that comes from elsewhere goes through {@link #escaped}. */
final class Html {
  private final StringBuilder written = new StringBuilder();

  /**
   * What others have written, harmless in a text and in an attribute's quotes: nothing in it is
   * markup, and what cannot be seen, or turns the text round it, is an escape.
   */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    String lines = Printable.lines(text);
    lines
        .codePoints()
        .limit(Math.max(0, lines.length() - 1))
        .forEach(c -> escaped.append(escaped(c)));
    return escaped.toString();
  }

  private static String escaped(int c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      default -> Character.toString(c);
    };
  }

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn; a name without a value at the end is one that needs
   *     none
   */
  Html open(String element, String... attributes) {
    written.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      written.append(' ').append(attributes[i]);
      if (i + 1 < attributes.length) {
        written.append("=\"").append(escaped(attributes[i + 1])).append('"');
      }
    }
    written.append('>');
    return this;
  }

  Html close(String element) {
    written.append("</").append(element).append(">");
    return this;
  }

  Html text(String text) {
    written.append(escaped(text));
    return this;
  }

  /** An element with a text in it. */
  Html element(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close(element);
  }

  /** Ends a line, for who reads the source. */
  Html line() {
    written.append('\n');
    return this;
  }

  /** What we have written ourselves: a script, a style sheet, a comment. */
  Html own(String html) {
    written.append(html);
    return this;
  }

  @Override
  public String toString() {
    return written.toString();
  }
}

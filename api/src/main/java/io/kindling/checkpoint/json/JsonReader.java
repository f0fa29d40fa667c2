package io.kindling.checkpoint.json;

import io.kindling.error.CheckpointException;
import java.io.IOException;

/**
 * Reads JSON value by value, as its caller asks for them, and keeps none: how much memory a text
 * takes is for the caller to limit. Strict: RFC 8259 and nothing beyond.
 */
public final class JsonReader {
  /** How deep values that nobody asked for may nest. */
  private static final int MAX_DEPTH = 16;

  /** How many bytes they may have, all together and each text in them. */
  private static final int MAX_SKIPPED = 1 << 20;

  private static final int LONGEST_SKIPPED = 1 << 16;

  private final HeaderBytes bytes;
  private final JsonString strings;
  private long skipped;
  private long skipStart;

  public JsonReader(HeaderBytes bytes) {
    this.bytes = bytes;
    this.strings = new JsonString(bytes);
  }

  /** Reads the value of one member of an object. */
  public interface Member {
    void read(String key) throws IOException;
  }

  /** Reads one element of a list. */
  public interface Element {
    void read() throws IOException;
  }

  /** {@return the offset in the file of what comes next} */
  public long offset() throws IOException {
    skipSpace();
    return bytes.offset();
  }

  public void object(String what, int longestKey, Member member) throws IOException {
    begin('{', what, "an object");
    if (!accept('}')) {
      do {
        skipSpace();
        String key = strings.read("a key", longestKey);
        expect(':');
        member.read(key);
      } while (accept(','));
      expect('}');
    }
  }

  public void list(String what, Element element) throws IOException {
    begin('[', what, "a list");
    if (!accept(']')) {
      do {
        element.read();
      } while (accept(','));
      expect(']');
    }
  }

  public String string(String what, int longest) throws IOException {
    skipSpace();
    return strings.read(what, longest);
  }

  /** {@return a whole number from 0 to 2⁶³ − 1, in digits only} */
  public long number(String what) throws IOException {
    skipSpace();
    long start = bytes.offset();
    long number = 0;
    int digits = 0;
    boolean canonical = true;
    for (; isDigit(bytes.peek()); digits++) {
      int digit = bytes.next() - '0';
      canonical &= digits == 0 || number > 0;
      canonical &= number <= (Long.MAX_VALUE - digit) / 10;
      number = canonical ? number * 10 + digit : 1;
    }
    int after = bytes.peek();
    if (digits == 0 || !canonical || after == '.' || after == 'e' || after == 'E') {
      throw bytes
          .errors()
          .at(start, what + " must be a whole number", "another value", "0 to 2^63-1, in digits");
    }
    return number;
  }

  /** Whether the word null comes next; then it is behind. */
  public boolean acceptNull() throws IOException {
    skipSpace();
    boolean found = bytes.peek() == 'n';
    if (found) {
      word("null");
    }
    return found;
  }

  /** Reads over a value of any kind. */
  public void skip() throws IOException {
    skipStart = offset();
    skip(0);
    skipped += bytes.offset() - skipStart;
  }

  private void checkSkipped() {
    if (skipped + bytes.offset() - skipStart > MAX_SKIPPED) {
      throw bytes
          .errors()
          .at(bytes.offset(), "other fields are too long", "more", MAX_SKIPPED + " bytes at most");
    }
  }

  private void skip(int depth) throws IOException {
    skipSpace();
    checkSkipped();
    if (depth > MAX_DEPTH) {
      throw error("no deeper nesting");
    }
    switch (bytes.peek()) {
      case '{' -> object("the value", LONGEST_SKIPPED, key -> skip(depth + 1));
      case '[' -> list("the value", () -> skip(depth + 1));
      case '"' -> strings.read("the value", LONGEST_SKIPPED);
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> anyNumber();
    }
  }

  private void word(String word) throws IOException {
    for (int i = 0; i < word.length(); i++) {
      if (bytes.peek() != word.charAt(i)) {
        throw error(word);
      }
      bytes.next();
    }
  }

  private void anyNumber() throws IOException {
    if (bytes.peek() == '-') {
      bytes.next();
    }
    if (bytes.peek() == '0') {
      bytes.next();
    } else {
      digits();
    }
    if (bytes.peek() == '.') {
      bytes.next();
      digits();
    }
    if (bytes.peek() == 'e' || bytes.peek() == 'E') {
      bytes.next();
      if (bytes.peek() == '+' || bytes.peek() == '-') {
        bytes.next();
      }
      digits();
    }
  }

  private void digits() throws IOException {
    if (!isDigit(bytes.peek())) {
      throw error("a value");
    }
    while (isDigit(bytes.peek())) {
      checkSkipped();
      bytes.next();
    }
  }

  private static boolean isDigit(int value) {
    return value >= '0' && value <= '9';
  }

  /** Makes sure that nothing but space is left. */
  public void end() throws IOException {
    skipSpace();
    if (bytes.peek() != HeaderBytes.END) {
      throw error("its end");
    }
  }

  private void begin(char bracket, String what, String kind) throws IOException {
    if (!accept(bracket)) {
      throw bytes
          .errors()
          .at(bytes.offset(), what + " must be " + kind, found(), "'" + bracket + "'");
    }
  }

  private boolean accept(char expected) throws IOException {
    skipSpace();
    boolean found = bytes.peek() == expected;
    if (found) {
      bytes.next();
    }
    return found;
  }

  private void expect(char expected) throws IOException {
    if (!accept(expected)) {
      throw error("'" + expected + "'");
    }
  }

  private void skipSpace() throws IOException {
    for (int c = bytes.peek(); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = bytes.peek()) {
      bytes.next();
    }
  }

  private String found() throws IOException {
    return JsonString.found(bytes.peek());
  }

  private CheckpointException error(String expected) throws IOException {
    return bytes.errors().at(bytes.offset(), "the header must be JSON", found(), expected);
  }
}

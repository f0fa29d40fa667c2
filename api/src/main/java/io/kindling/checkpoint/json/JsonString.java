package io.kindling.checkpoint.json;

import io.kindling.error.CheckpointException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** Reads texts in JSON: UTF-8 between quotes, with escapes. */
public final class JsonString {
  private final HeaderBytes bytes;

  /**
   * What is read at present; kept, as is the decoder, for there may be a hundred thousand texts.
   */
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

  public JsonString(HeaderBytes bytes) {
    this.bytes = bytes;
  }

  /** Reads a text of so many bytes at most. */
  public String read(String what, int longest) throws IOException {
    long start = bytes.offset();
    if (bytes.peek() != '"') {
      throw bytes.errors().at(start, what + " must be a text", found(bytes.peek()), "'\"'");
    }
    bytes.next();
    text.reset();
    while (bytes.peek() != '"') {
      character();
      if (text.size() > longest) {
        throw bytes.errors().at(start, what + " is too long", "more", longest + " bytes at most");
      }
    }
    bytes.next();
    return decoded(what, start);
  }

  private String decoded(String what, long start) {
    try {
      ByteBuffer utf8 = ByteBuffer.wrap(text.toByteArray());
      return decoder.decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw bytes.errors().at(start, what + " must be UTF-8", "other bytes", "JSON in UTF-8");
    }
  }

  /** Copies one byte, or the character that an escape means. */
  private void character() throws IOException {
    int value = bytes.peek();
    if (value < ' ') {
      throw error(value == HeaderBytes.END ? "'\"'" : "no bare control character");
    }
    bytes.next();
    if (value == '\\') {
      text.writeBytes(Character.toString(escaped()).getBytes(StandardCharsets.UTF_8));
    } else {
      text.write(value);
    }
  }

  private int escaped() throws IOException {
    int value = bytes.peek();
    int meant =
        switch (value) {
          case '"', '\\', '/' -> value;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> 'u';
          default -> throw error("an escape that JSON knows");
        };
    bytes.next();
    return meant == 'u' ? codePoint() : meant;
  }

  /** Four hexadecimal digits, or twice four where they are halves of one character. */
  private int codePoint() throws IOException {
    char first = codeUnit();
    if (!Character.isSurrogate(first)) {
      return first;
    }
    if (Character.isHighSurrogate(first) && bytes.peek() == '\\') {
      bytes.next();
      if (bytes.peek() == 'u') {
        bytes.next();
        char second = codeUnit();
        if (Character.isLowSurrogate(second)) {
          return Character.toCodePoint(first, second);
        }
      }
    }
    throw error("both halves of a surrogate pair");
  }

  private char codeUnit() throws IOException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int value = bytes.peek();
      int digit = value < 128 ? Character.digit(value, 16) : -1;
      if (digit < 0) {
        throw error("four hexadecimal digits");
      }
      unit = unit * 16 + digit;
      bytes.next();
    }
    return (char) unit;
  }

  public static String found(int value) {
    if (value == HeaderBytes.END) {
      return "the end";
    }
    return value > ' ' && value < 127 ? "'" + (char) value + "'" : "byte " + value;
  }

  private CheckpointException error(String expected) throws IOException {
    return bytes
        .errors()
        .at(bytes.offset(), "the header must be JSON", found(bytes.peek()), expected);
  }
}

package io.kindling.text;

import java.util.ArrayList;
import java.util.List;

/** The ways to write a word in small and capital letters, for who cannot ignore their case. */
public final class Spellings {
  private Spellings() {}

  /**
   * Writes a word in all ways.
   *
   * @param word a short word of ASCII, in small letters
   * @return as many as 2 to the power of its letters, the word itself first
   */
  public static List<String> of(String word) {
    List<String> spellings = List.of("");
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      List<String> longer = new ArrayList<>();
      for (String start : spellings) {
        longer.add(start + c);
        if (c >= 'a' && c <= 'z') {
          longer.add(start + (char) (c - 'a' + 'A'));
        }
      }
      spellings = longer;
    }
    return spellings;
  }
}

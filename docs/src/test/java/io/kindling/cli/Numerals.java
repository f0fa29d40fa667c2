package io.kindling.cli;

import java.util.List;
import java.util.regex.Pattern;

/** Compares printed texts by what their numbers are, not by how they are written. */
final class Numerals {
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

  private Numerals() {}

  /** Whether two texts differ in nothing but numbers, and those by rounding. */
  static boolean same(String printed, String shown, double relative, double absolute) {
    List<String> printedNumbers = numbers(printed);
    List<String> shownNumbers = numbers(shown);
    String printedText = NUMBER.matcher(printed).replaceAll("#").replaceAll("[ \\t]+", " ");
    String shownText = NUMBER.matcher(shown).replaceAll("#").replaceAll("[ \\t]+", " ");
    if (!printedText.equals(shownText) || printedNumbers.size() != shownNumbers.size()) {
      return false;
    }
    for (int i = 0; i < shownNumbers.size(); i++) {
      // as floats: JDK 17 prints some of them with a digit more than JDK 19 and later
      float value = Float.parseFloat(printedNumbers.get(i));
      float expected = Float.parseFloat(shownNumbers.get(i));
      if (Math.abs(value - expected) > absolute + relative * Math.abs(expected)) {
        return false;
      }
    }
    return true;
  }

  private static List<String> numbers(String text) {
    return NUMBER.matcher(text).results().map(match -> match.group()).toList();
  }
}

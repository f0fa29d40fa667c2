package io.kindling.table;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what people write as a number or date and a table holds as text. */
final class NumberLike {
  /** Longer texts are none of this. */
  private static final int LONGEST = 40;

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "\\d{1,2}[./-]\\d{1,2}[./-](\\d{4}|\\d{2})( .*)?|\\d{4}[./]\\d{1,2}[./]\\d{1,2}( .*)?",
              "a date is read where it is written as 2020-04-05"),
          new Kind(
              "[+-]?\\d{1,3}([,.'\u2019 \u00A0\u202F])\\d{3}(\\1\\d{3})*([,.]\\d*)?",
              "a number is read where nothing groups its digits"),
          new Kind(
              "[+-]?\\p{Sc} ?[+-]?\\d[\\d,.'\u2019]*|[+-]?\\d[\\d,.'\u2019]* ?[\\p{Sc}%\u2030\u00B0]",
              "a number is read where it stands without a sign or unit"),
          new Kind(
              "[+-]?\\d[\\d,.'\u2019]* ?\\p{L}{1,3}[\u00B2\u00B3\\d]?",
              "a number is read where it stands without a sign or unit"),
          new Kind("\\([\\d,.]+\\)", "a number below 0 is read where it is written with -"));

  private record Kind(Pattern form, String rule) {
    Kind(String form, String rule) {
      this(Pattern.compile(form), rule);
    }
  }

  private NumberLike() {}

  /**
   * Says how a text is to be written that it be read as a number or date.
   *
   * @param text the text, without the spaces around it
   * @return the rule that it breaks; null if it is text like any other
   */
  static @Nullable String rule(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return null;
    }
    for (Kind kind : KINDS) {
      if (kind.form.matcher(text).matches()) {
        return kind.rule;
      }
    }
    return null;
  }
}

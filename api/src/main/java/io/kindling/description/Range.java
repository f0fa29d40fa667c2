package io.kindling.description;

import io.kindling.error.SpecException;

/** Which numbers a field takes; all of them are finite. */
public enum Range {
  /** Any number. */
  FINITE("any number", "must be finite", "a number"),
  /** {@code x > 0}. */
  POSITIVE("above 0", "must be above 0", "a number above 0"),
  /** {@code x ≥ 0}. */
  NOT_NEGATIVE("0 or more", "must not be negative", "0 or more"),
  /** {@code x ≥ 1}, for counts. */
  AT_LEAST_ONE("1 or more", "must be at least 1", "1 or more"),
  /** {@code 0 ≤ x < 1}, for what a mean keeps of itself. */
  BELOW_ONE("from 0 to below 1", "must be from 0 to below 1", "a number such as 0.9"),
  /** {@code 0 ≤ x ≤ 1}, for probabilities and parts. */
  SHARE("from 0 to 1", "must be from 0 to 1", "a number such as 0.5");

  private final String words;
  private final String rule;
  private final String expected;

  Range(String words, String rule, String expected) {
    this.words = words;
    this.rule = rule;
    this.expected = expected;
  }

  /**
   * Finds out whether a number is in it.
   *
   * @param value the number
   * @return whether it is
   */
  public boolean contains(double value) {
    return switch (this) {
      case FINITE -> Double.isFinite(value);
      case POSITIVE -> value > 0;
      case NOT_NEGATIVE -> value >= 0;
      case AT_LEAST_ONE -> value >= 1;
      case BELOW_ONE -> value >= 0 && value < 1;
      case SHARE -> value >= 0 && value <= 1;
    };
  }

  private boolean isBounded() {
    return this == BELOW_ONE || this == SHARE;
  }

  /**
   * Checks a value.
   *
   * @param spec the name of the description that has the field
   * @param field the field's name
   * @param value its value, or one of its values
   * @throws SpecException if the number is not in the range
   */
  void check(String spec, String field, Number value) {
    double number = value.doubleValue();
    if (!isBounded() && !Double.isFinite(number)) {
      throw FINITE.error(spec, field, value + "");
    }
    if (!contains(number)) {
      throw error(spec, field, Numbers.text(number));
    }
  }

  private SpecException error(String spec, String field, String got) {
    return new SpecException(spec, field + " " + rule, got, expected, null);
  }

  /** {@return what a number must or must not be: {@code must not be negative}} */
  public String rule() {
    return rule;
  }

  /** {@return the range in words: {@code 0 or more}} */
  @Override
  public String toString() {
    return words;
  }
}

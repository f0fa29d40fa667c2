package io.kindling.description;

/**
 * Two numbers that are one field, such as Adam's {@code betas}.
 *
 * @param first the first
 * @param second the second
 */
public record Pair(double first, double second) {
  /** {@return the text form: {@code (0.9, 0.999)}} */
  @Override
  public String toString() {
    return "(" + Numbers.text(first) + ", " + Numbers.text(second) + ")";
  }
}

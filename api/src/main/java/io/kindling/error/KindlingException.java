package io.kindling.error;

import io.kindling.text.Printable;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything Kindling throws on purpose.
 *
 * <p>The message is one line: {@code <operation>: <rule> (got <value>; expected <value>; <next
 * step>)}, for instance {@code linear: input must be 2-D (got shape [11]; expected [n, 1]; reshape
 * it with reshape(11, 1))}. Characters that a terminal should not get are escapes in it, and where
 * it would have more than 400 characters, its longest parts are shortened. The parts can be read
 * one by one as well, as they are.
 */
public class KindlingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String operation;
  private final String rule;
  private final String got;
  private final String expected;
  private final @Nullable String nextStep;

  /**
   * Describes one broken rule.
   *
   * @param operation what was being done, as its user names it: {@code linear}, {@code Tensor.add}
   * @param rule what must hold
   * @param got what was found instead
   * @param expected what would have been right
   * @param nextStep what to do about it, or null where {@code expected} says it all
   */
  public KindlingException(
      String operation, String rule, String got, String expected, @Nullable String nextStep) {
    super(message(operation, rule, got, expected, nextStep));
    this.operation = operation;
    this.rule = rule;
    this.got = got;
    this.expected = expected;
    this.nextStep = nextStep;
  }

  private static String message(
      String operation, String rule, String got, String expected, @Nullable String nextStep) {
    return nextStep == null
        ? Printable.line("%s: %s (got %s; expected %s)", operation, rule, got, expected)
        : Printable.line(
            "%s: %s (got %s; expected %s; %s)", operation, rule, got, expected, nextStep);
  }

  /** {@return what was being done, as its user names it} */
  public final String operation() {
    return operation;
  }

  /** {@return the rule that was broken} */
  public final String rule() {
    return rule;
  }

  /** {@return what was found instead} */
  public final String got() {
    return got;
  }

  /** {@return what would have been right} */
  public final String expected() {
    return expected;
  }

  /** {@return what to do about it, or null where {@link #expected()} says it all} */
  public final @Nullable String nextStep() {
    return nextStep;
  }
}

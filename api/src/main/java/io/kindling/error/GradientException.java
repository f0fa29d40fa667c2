package io.kindling.error;

import org.jspecify.annotations.Nullable;

/** A gradient was asked for that cannot be computed. */
public final class GradientException extends KindlingException {
  private static final long serialVersionUID = 1L;

  /**
   * Describes one broken rule.
   *
   * @param operation what was being done
   * @param rule what must hold
   * @param got what was found instead
   * @param expected what would have been right
   * @param nextStep what to do about it, or null where {@code expected} says it all
   */
  public GradientException(
      String operation, String rule, String got, String expected, @Nullable String nextStep) {
    super(operation, rule, got, expected, nextStep);
  }

  /**
   * The refusal to differentiate what was differentiated before; engines throw it where their own
   * history says so.
   *
   * @return the exception to throw
   */
  public static GradientException historyUsed() {
    return new GradientException(
        "backward",
        "backward can go through a computation only once",
        "a tensor computed from one that was differentiated before",
        "a freshly computed one",
        "compute the loss again");
  }

  /**
   * The refusal to differentiate what was computed with a parameter's old value; engines throw it
   * where that value is gone.
   *
   * @return the exception to throw
   */
  public static GradientException parameterChanged() {
    return new GradientException(
        "backward",
        "a parameter must not change between forward and backward",
        "a parameter that was changed since",
        "forward, backward, step, in that order",
        "compute the loss again");
  }
}

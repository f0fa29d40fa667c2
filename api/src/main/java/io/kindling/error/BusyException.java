package io.kindling.error;

import org.jspecify.annotations.Nullable;

/** Two threads used something at once that one of them was changing. */
public final class BusyException extends KindlingException {
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
  public BusyException(
      String operation, String rule, String got, String expected, @Nullable String nextStep) {
    super(operation, rule, got, expected, nextStep);
  }
}

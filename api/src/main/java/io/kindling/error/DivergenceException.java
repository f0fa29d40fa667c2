package io.kindling.error;

import org.jspecify.annotations.Nullable;

/** Training ran away: its loss became NaN or infinite. */
public final class DivergenceException extends KindlingException {
  private static final long serialVersionUID = 1L;

  /**
   * Describes one broken rule.
   *
   * @param operation what was being done, with the epoch
   * @param rule what must hold
   * @param got what was found instead
   * @param expected what would have been right
   * @param nextStep what to do about it, or null where {@code expected} says it all
   */
  public DivergenceException(
      String operation, String rule, String got, String expected, @Nullable String nextStep) {
    super(operation, rule, got, expected, nextStep);
  }
}

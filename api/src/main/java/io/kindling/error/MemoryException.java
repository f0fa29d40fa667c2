package io.kindling.error;

import org.jspecify.annotations.Nullable;

/** A device has not enough free memory for what was asked of it. What was there before still is. */
public final class MemoryException extends KindlingException {
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
  public MemoryException(
      String operation, String rule, String got, String expected, @Nullable String nextStep) {
    super(operation, rule, got, expected, nextStep);
  }
}

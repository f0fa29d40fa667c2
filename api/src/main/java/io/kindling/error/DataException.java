package io.kindling.error;

import org.jspecify.annotations.Nullable;

/** Data to train on or to predict from are missing or malformed. */
public final class DataException extends KindlingException {
  private static final long serialVersionUID = 1L;

  /**
   * Describes one broken rule.
   *
   * @param operation what was being done, with the place: file, line, column
   * @param rule what must hold
   * @param got what was found instead
   * @param expected what would have been right
   * @param nextStep what to do about it, or null where {@code expected} says it all
   */
  public DataException(
      String operation, String rule, String got, String expected, @Nullable String nextStep) {
    super(operation, rule, got, expected, nextStep);
  }
}

package io.kindling.error;

import org.jspecify.annotations.Nullable;

/**
 * A device, or the JVM's heap, has not enough free memory for what was asked of it. The backend
 * stays usable.
 */
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

  /**
   * The refusal of what the JVM's heap has no room for; engines throw it in place of the error.
   *
   * @param operation what was being done, as its user names it
   * @param error what the JVM threw, which becomes the cause
   * @return the exception to throw
   */
  public static MemoryException heap(String operation, OutOfMemoryError error) {
    MemoryException full =
        new MemoryException(
            operation,
            "the heap must have memory for it",
            error.getMessage() + "",
            "enough that is free of " + (Runtime.getRuntime().maxMemory() >> 20) + " MB",
            "take smaller batches or a smaller model, or a larger heap with java -Xmx");
    full.initCause(error);
    return full;
  }
}

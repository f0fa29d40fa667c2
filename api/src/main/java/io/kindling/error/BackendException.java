package io.kindling.error;

import org.jspecify.annotations.Nullable;

/** A backend cannot be had, cannot do what was asked, or met another backend's objects. */
public final class BackendException extends KindlingException {
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
  public BackendException(
      String operation, String rule, String got, String expected, @Nullable String nextStep) {
    super(operation, rule, got, expected, nextStep);
  }

  /**
   * The refusal of what a backend does not have; engines throw it, in one line, where a module, a
   * loss, an optimizer or a tensor operation is lacking.
   *
   * @param name what is lacking, as its user names it: {@code gelu}, {@code softmax}
   * @param version the engine and its version, as {@link io.kindling.spi.Engine#version()} says it
   * @return the exception to throw
   */
  public static BackendException doesNotHave(String name, String version) {
    return new BackendException(
        name,
        "this backend does not have it",
        version,
        "a backend that does",
        "choose another backend");
  }
}

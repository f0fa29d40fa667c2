package io.kindling.spi;

/**
 * Whether a backend can work here, as data.
 *
 * @param usable whether it can
 * @param reason why not and what to do about it, in one sentence; empty if usable
 */
public record Availability(boolean usable, String reason) {
  /** {@return that the backend can work here} */
  public static Availability yes() {
    return new Availability(true, "");
  }

  /**
   * Says that the backend cannot work here.
   *
   * @param reason why not and what to do about it, in one sentence
   * @return that
   */
  public static Availability no(String reason) {
    return new Availability(false, reason);
  }
}

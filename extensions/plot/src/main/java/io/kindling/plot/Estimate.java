package io.kindling.plot;

/**
 * A number that is not known exactly.
 *
 * @param name what it is of
 * @param value what it is taken to be
 * @param low where its interval begins; NaN where there is none
 * @param high where it ends
 */
public record Estimate(String name, double value, double low, double high) {
  /** Whether all of the interval, or where there is none the value, is on one side of 0. */
  boolean isClear() {
    return hasInterval() ? low > 0 || high < 0 : value != 0;
  }

  boolean hasInterval() {
    return Double.isFinite(low) && Double.isFinite(high);
  }
}

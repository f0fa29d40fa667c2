package io.kindling.spi;

/** How two numbers are compared. */
public enum Comparison {
  /** {@code a > b} */
  GREATER("gt"),
  /** {@code a ≥ b} */
  GREATER_EQUAL("ge"),
  /** {@code a < b} */
  LESS("lt"),
  /** {@code a ≤ b} */
  LESS_EQUAL("le"),
  /** {@code a = b} */
  EQUAL("eq"),
  /** {@code a ≠ b} */
  NOT_EQUAL("ne");

  private final String method;

  Comparison(String method) {
    this.method = method;
  }

  /** {@return the name of {@link io.kindling.Tensor}'s method} */
  public String method() {
    return method;
  }
}

package io.kindling.checkpoint.python;

/**
 * Python's {@code complex}.
 *
 * @param real the real part
 * @param imaginary the imaginary part
 */
public record Complex(double real, double imaginary) {
  @Override
  public String toString() {
    return real + (imaginary < 0 ? "" : "+") + imaginary + "j";
  }
}

package io.kindling.spi;

/**
 * How an engine adds, multiplies and raises to powers. {@link TensorOperations} says what holds of
 * all operations.
 *
 * @param <T> the engine's own tensor type
 */
public interface ArithmeticOperations<T> extends Refusing {
  /**
   * {@code a + b}, broadcast.
   *
   * @param a one tensor
   * @param b another
   * @return the sum
   */
  default T add(T a, T b) {
    throw doesNotHave("add");
  }

  /**
   * {@code a + b}.
   *
   * @param a a tensor
   * @param b a number, rounded to float32
   * @return the sum
   */
  default T add(T a, double b) {
    throw doesNotHave("add");
  }

  /**
   * {@code a − b}, broadcast.
   *
   * @param a one tensor
   * @param b another
   * @return the difference
   */
  default T sub(T a, T b) {
    throw doesNotHave("sub");
  }

  /**
   * {@code a · b}, element by element, broadcast.
   *
   * @param a one tensor
   * @param b another
   * @return the product
   */
  default T mul(T a, T b) {
    throw doesNotHave("mul");
  }

  /**
   * {@code a · b}.
   *
   * @param a a tensor
   * @param b a number, rounded to float32
   * @return the product
   */
  default T mul(T a, double b) {
    throw doesNotHave("mul");
  }

  /**
   * {@code a / b}, element by element, broadcast.
   *
   * @param a one tensor
   * @param b another
   * @return the quotient
   */
  default T div(T a, T b) {
    throw doesNotHave("div");
  }

  /**
   * {@code a / b}.
   *
   * @param a a tensor
   * @param b a number, rounded to float32
   * @return the quotient
   */
  default T div(T a, double b) {
    throw doesNotHave("div");
  }

  /**
   * {@code −a}.
   *
   * @param a a tensor
   * @return the negative
   */
  default T neg(T a) {
    return mul(a, -1);
  }

  /**
   * The matrix product {@code a b} of {@code [n, k]} and {@code [k, m]}.
   *
   * @param a one matrix
   * @param b another
   * @return the product, {@code [n, m]}
   */
  default T matmul(T a, T b) {
    throw doesNotHave("matmul");
  }

  /**
   * {@code aᵇ}; its derivative is 0 where b is.
   *
   * @param a a tensor
   * @param exponent b
   * @return the power
   */
  default T pow(T a, double exponent) {
    throw doesNotHave("pow");
  }

  /**
   * {@code aᵇ}, element by element, broadcast. The derivative towards a is 0 where b is; towards b
   * it is 0 where a is 0 and b is not negative.
   *
   * @param a the base
   * @param exponent b
   * @return the power
   */
  default T pow(T a, T exponent) {
    throw doesNotHave("pow");
  }
}

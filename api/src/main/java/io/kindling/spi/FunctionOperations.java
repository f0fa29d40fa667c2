package io.kindling.spi;

/**
 * How an engine computes functions of single elements, and the two that share a row out. {@link
 * TensorOperations} says what holds of all operations.
 *
 * @param <T> the engine's own tensor type
 */
public interface FunctionOperations<T> extends Refusing {
  /**
   * {@code eᵃ}.
   *
   * @param a a tensor
   * @return the exponential
   */
  default T exp(T a) {
    throw doesNotHave("exp");
  }

  /**
   * {@code ln a}: NaN below 0, −∞ at 0.
   *
   * @param a a tensor
   * @return the natural logarithm
   */
  default T log(T a) {
    throw doesNotHave("log");
  }

  /**
   * {@code √a}: NaN below 0.
   *
   * @param a a tensor
   * @return the square root
   */
  default T sqrt(T a) {
    throw doesNotHave("sqrt");
  }

  /**
   * {@code |a|}; its derivative at 0 is 0.
   *
   * @param a a tensor
   * @return the absolute value
   */
  default T abs(T a) {
    throw doesNotHave("abs");
  }

  /**
   * {@code min(max(a, low), high)}; NaN stays. The derivative is 1 where low ≤ a ≤ high, else 0.
   *
   * @param a a tensor
   * @param low the lower bound, −∞ for none
   * @param high the upper bound, +∞ for none
   * @return the bounded values
   */
  default T clamp(T a, double low, double high) {
    throw doesNotHave("clamp");
  }

  /**
   * {@code max(a, 0)}; NaN stays; the derivative at 0 is 0.
   *
   * @param a a tensor
   * @return the positive part
   */
  default T relu(T a) {
    throw doesNotHave("relu");
  }

  /**
   * {@code 1 / (1 + e⁻ᵃ)}.
   *
   * @param a a tensor
   * @return the logistic function
   */
  default T sigmoid(T a) {
    throw doesNotHave("sigmoid");
  }

  /**
   * {@code tanh a}.
   *
   * @param a a tensor
   * @return the hyperbolic tangent
   */
  default T tanh(T a) {
    throw doesNotHave("tanh");
  }

  /**
   * {@code eᵃ / Σ eᵃ} along a dimension, without overflow.
   *
   * @param a a tensor
   * @param dim the dimension
   * @return the shares, which add up to 1
   */
  default T softmax(T a, int dim) {
    throw doesNotHave("softmax");
  }

  /**
   * {@code a − ln Σ eᵃ} along a dimension, without overflow.
   *
   * @param a a tensor
   * @param dim the dimension
   * @return the logarithms of the shares
   */
  default T logSoftmax(T a, int dim) {
    throw doesNotHave("logSoftmax");
  }

  /**
   * {@code eᵃ − 1}, exact where a is close to 0.
   *
   * @param a a tensor
   * @return the exponential less 1
   */
  default T expm1(T a) {
    throw doesNotHave("expm1");
  }

  /**
   * {@code ln(1 + a)}, exact where a is close to 0: NaN below −1, −∞ at −1.
   *
   * @param a a tensor
   * @return the natural logarithm of 1 more
   */
  default T log1p(T a) {
    throw doesNotHave("log1p");
  }
}

package io.kindling.ops;

import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;

/**
 * Functions of single elements, and the two that share a row out.
 *
 * @param <V> the type of tensor
 */
public interface Functions<V> {
  /** {@return {@code eᵃ} for each element a} */
  V exp();

  /** {@return the natural logarithm of each element: NaN below 0, −∞ at 0} */
  V log();

  /** {@return the square root of each element: NaN below 0} */
  V sqrt();

  /** {@return the absolute value of each element; its derivative at 0 is 0} */
  V abs();

  /** {@return {@code max(a, 0)} for each element a; its derivative at 0 is 0} */
  V relu();

  /** {@return {@code 1 / (1 + e⁻ᵃ)} for each element a} */
  V sigmoid();

  /** {@return the hyperbolic tangent of each element} */
  V tanh();

  /**
   * {@code min(max(a, low), high)} for each element a; NaN stays.
   *
   * @param low the lower bound; −∞ for none
   * @param high the upper bound; +∞ for none
   * @return the bounded values; the derivative is 1 where low ≤ a ≤ high, else 0
   * @throws SpecException if a bound is NaN or the lower is above the upper
   */
  V clamp(double low, double high);

  /**
   * The shares {@code eᵃ / Σ eᵃ} along a dimension.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @return numbers from 0 to 1 that add up to 1 along the dimension
   * @throws ShapeException if there is no such dimension
   */
  V softmax(int dim);

  /**
   * {@code a − ln Σ eᵃ} along a dimension: the logarithm of {@link #softmax}, but exact where that
   * is close to 0.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @return the logarithms
   * @throws ShapeException if there is no such dimension
   */
  V logSoftmax(int dim);

  /** {@return {@code eᵃ − 1} for each element a, exact where a is close to 0} */
  V expm1();

  /** {@return {@code ln(1 + a)} for each element a, exact where a is close to 0: NaN below −1} */
  V log1p();
}

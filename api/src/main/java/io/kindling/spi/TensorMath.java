package io.kindling.spi;

import io.kindling.core.Extremum;
import io.kindling.core.Shape;
import java.util.List;

/**
 * What an engine computes. Each operation makes a new tensor and leaves its inputs alone; each is
 * differentiable unless it says otherwise. Tensors are float32 unless it says otherwise; a number
 * that comes as a double is rounded to float32. A dimension is counted from 0, and exists.
 *
 * <p>An engine that lacks an operation throws {@link
 * io.kindling.error.BackendException#doesNotHave}, with the name of the {@link
 * io.kindling.Tensor}'s method.
 *
 * @param <T> the engine's own tensor type
 */
public interface TensorMath<T> {
  /**
   * {@code a + b}, broadcast.
   *
   * @param a one tensor
   * @param b another
   * @return the sum
   */
  T add(T a, T b);

  /**
   * {@code a + b}.
   *
   * @param a a tensor
   * @param b a number, rounded to float32
   * @return the sum
   */
  T add(T a, double b);

  /**
   * {@code a − b}, broadcast.
   *
   * @param a one tensor
   * @param b another
   * @return the difference
   */
  T sub(T a, T b);

  /**
   * {@code a · b}, element by element, broadcast.
   *
   * @param a one tensor
   * @param b another
   * @return the product
   */
  T mul(T a, T b);

  /**
   * {@code a · b}.
   *
   * @param a a tensor
   * @param b a number, rounded to float32
   * @return the product
   */
  T mul(T a, double b);

  /**
   * {@code a / b}, element by element, broadcast.
   *
   * @param a one tensor
   * @param b another
   * @return the quotient
   */
  T div(T a, T b);

  /**
   * {@code a / b}.
   *
   * @param a a tensor
   * @param b a number, rounded to float32
   * @return the quotient
   */
  T div(T a, double b);

  /**
   * {@code −a}.
   *
   * @param a a tensor
   * @return the negative
   */
  T neg(T a);

  /**
   * The matrix product {@code a b} of {@code [n, k]} and {@code [k, m]}.
   *
   * @param a one matrix
   * @param b another
   * @return the product, {@code [n, m]}
   */
  T matmul(T a, T b);

  /**
   * The transpose of a matrix.
   *
   * @param a a matrix {@code [n, m]}
   * @return {@code [m, n]}
   */
  T transpose(T a);

  /**
   * The same values, row by row, in another shape.
   *
   * @param a a tensor, float32 or int64
   * @param shape a shape with as many elements
   * @return the tensor of that shape
   */
  T reshape(T a, Shape shape);

  /**
   * A range of one dimension.
   *
   * @param a a tensor, float32 or int64
   * @param dim the dimension, counted from 0
   * @param start the first index of the range
   * @param length how many indices
   * @return the part
   */
  T narrow(T a, int dim, long start, long length);

  /**
   * The sum of all elements; 0 if there is none.
   *
   * @param a a tensor
   * @return a scalar
   */
  T sum(T a);

  /**
   * The mean of all elements; NaN if there is none.
   *
   * @param a a tensor
   * @return a scalar
   */
  T mean(T a);

  /**
   * {@code eᵃ}.
   *
   * @param a a tensor
   * @return the exponential
   */
  T exp(T a);

  /**
   * {@code ln a}: NaN below 0, −∞ at 0.
   *
   * @param a a tensor
   * @return the natural logarithm
   */
  T log(T a);

  /**
   * {@code √a}: NaN below 0.
   *
   * @param a a tensor
   * @return the square root
   */
  T sqrt(T a);

  /**
   * {@code |a|}; its derivative at 0 is 0.
   *
   * @param a a tensor
   * @return the absolute value
   */
  T abs(T a);

  /**
   * {@code aᵇ}; its derivative is 0 where b is.
   *
   * @param a a tensor
   * @param exponent b
   * @return the power
   */
  T pow(T a, double exponent);

  /**
   * {@code aᵇ}, element by element, broadcast. The derivative towards a is 0 where b is; towards b
   * it is 0 where a is 0 and b is not negative.
   *
   * @param a the base
   * @param exponent b
   * @return the power
   */
  T pow(T a, T exponent);

  /**
   * {@code min(max(a, low), high)}; NaN stays. The derivative is 1 where low ≤ a ≤ high, else 0.
   *
   * @param a a tensor
   * @param low the lower bound, −∞ for none
   * @param high the upper bound, +∞ for none
   * @return the bounded values
   */
  T clamp(T a, double low, double high);

  /**
   * {@code max(a, 0)}; NaN stays; the derivative at 0 is 0.
   *
   * @param a a tensor
   * @return the positive part
   */
  T relu(T a);

  /**
   * {@code 1 / (1 + e⁻ᵃ)}.
   *
   * @param a a tensor
   * @return the logistic function
   */
  T sigmoid(T a);

  /**
   * {@code tanh a}.
   *
   * @param a a tensor
   * @return the hyperbolic tangent
   */
  T tanh(T a);

  /**
   * {@code eᵃ / Σ eᵃ} along a dimension, without overflow.
   *
   * @param a a tensor
   * @param dim the dimension
   * @return the shares, which add up to 1
   */
  T softmax(T a, int dim);

  /**
   * {@code a − ln Σ eᵃ} along a dimension, without overflow.
   *
   * @param a a tensor
   * @param dim the dimension
   * @return the logarithms of the shares
   */
  T logSoftmax(T a, int dim);

  /**
   * The sum along a dimension; 0 where there is nothing to add.
   *
   * @param a a tensor
   * @param dim the dimension
   * @param keep whether the dimension stays, with size 1
   * @return the sums
   */
  T sum(T a, int dim, boolean keep);

  /**
   * The mean along a dimension; NaN where there is nothing to average.
   *
   * @param a a tensor
   * @param dim the dimension
   * @param keep whether the dimension stays, with size 1
   * @return the means
   */
  T mean(T a, int dim, boolean keep);

  /**
   * The greatest along a dimension, and where it is: the first of equals. NaN counts as greatest. A
   * gradient goes to that one element.
   *
   * @param a a tensor
   * @param dim the dimension, not empty
   * @param keep whether the dimension stays, with size 1
   * @return the values, and their int64 indices, which are not differentiable
   */
  Extremum<T> max(T a, int dim, boolean keep);

  /**
   * The least along a dimension, and where it is: the first of equals. NaN counts as least. A
   * gradient goes to that one element.
   *
   * @param a a tensor
   * @param dim the dimension, not empty
   * @param keep whether the dimension stays, with size 1
   * @return the values, and their int64 indices, which are not differentiable
   */
  Extremum<T> min(T a, int dim, boolean keep);

  /**
   * Tensors one after the other along a dimension. All float32 or all int64.
   *
   * @param tensors the tensors, at least one, of shapes that differ in that dimension at most
   * @param dim the dimension
   * @return the tensor that has them all
   */
  T cat(List<T> tensors, int dim);

  /**
   * Picks slices along a dimension; one that is picked twice gets both gradients.
   *
   * @param a a tensor, float32 or int64
   * @param dim the dimension
   * @param indices int64, of one dimension, each an index into {@code dim}
   * @return the slices in that order
   */
  T indexSelect(T a, int dim, T indices);

  /**
   * Compares, element by element, broadcast. Not differentiable.
   *
   * @param comparison how
   * @param a one tensor
   * @param b another
   * @return 1 where it holds, else 0; where a NaN takes part, only {@link Comparison#NOT_EQUAL}
   *     does
   */
  T compare(Comparison comparison, T a, T b);

  /**
   * Compares, element by element. Not differentiable.
   *
   * @param comparison how
   * @param a a tensor
   * @param b a number, rounded to float32
   * @return 1 where it holds, else 0
   */
  T compare(Comparison comparison, T a, double b);
}

package io.kindling.ops;

import io.kindling.error.ShapeException;

/**
 * Sums, differences, products, quotients, powers and the matrix product. Where an operation takes
 * two tensors, they broadcast as PyTorch's do, unless it says otherwise.
 *
 * @param <V> the type of tensor
 */
public interface Arithmetic<V> {
  /**
   * {@code this + other}.
   *
   * @param other a tensor that broadcasts with this one
   * @return the sum
   * @throws ShapeException if the shapes do not broadcast
   */
  V add(V other);

  /**
   * {@code this + other}.
   *
   * @param other a number, rounded to float32
   * @return the sum
   */
  V add(double other);

  /**
   * {@code this − other}.
   *
   * @param other a tensor that broadcasts with this one
   * @return the difference
   * @throws ShapeException if the shapes do not broadcast
   */
  V sub(V other);

  /**
   * {@code this − other}.
   *
   * @param other a number, rounded to float32
   * @return the difference
   */
  V sub(double other);

  /**
   * {@code this · other}, element by element.
   *
   * @param other a tensor that broadcasts with this one
   * @return the product
   * @throws ShapeException if the shapes do not broadcast
   */
  V mul(V other);

  /**
   * {@code this · other}.
   *
   * @param other a number, rounded to float32
   * @return the product
   */
  V mul(double other);

  /**
   * {@code this / other}, element by element.
   *
   * @param other a tensor that broadcasts with this one
   * @return the quotient
   * @throws ShapeException if the shapes do not broadcast
   */
  V div(V other);

  /**
   * {@code this / other}.
   *
   * @param other a number, rounded to float32
   * @return the quotient
   */
  V div(double other);

  /** {@return {@code −this}} */
  V neg();

  /**
   * The matrix product.
   *
   * @param other a matrix {@code [k, m]}, this being {@code [n, k]}
   * @return the product, {@code [n, m]}
   * @throws ShapeException if one of the two is not a matrix or the inner sizes differ
   */
  V matmul(V other);

  /**
   * {@code thisᵇ}, element by element.
   *
   * @param exponent b
   * @return the power; its derivative is 0 where b is
   */
  V pow(double exponent);

  /**
   * {@code thisᵇ}, element by element.
   *
   * @param exponent b, a tensor that broadcasts with this one
   * @return the power; towards this one its derivative is 0 where b is, towards b it is 0 where
   *     this is 0 and b is not negative
   * @throws ShapeException if the shapes do not broadcast
   */
  V pow(V exponent);
}

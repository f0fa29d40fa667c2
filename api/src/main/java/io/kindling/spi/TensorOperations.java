package io.kindling.spi;

import io.kindling.Device;
import io.kindling.Shape;
import io.kindling.TensorData;
import org.jspecify.annotations.Nullable;

/**
 * What an engine does with its own tensors. Each operation that computes makes a new tensor and is
 * differentiable; shapes, types and devices were checked before.
 *
 * @param <T> the engine's own tensor type
 */
public interface TensorOperations<T> {
  /**
   * Copies values in.
   *
   * @param data the values
   * @param device where to
   * @return a new tensor without gradient
   */
  T create(TensorData data, Device device);

  /**
   * Copies values out, waiting for them where they are still being computed.
   *
   * @param tensor any tensor
   * @return its values
   */
  TensorData read(T tensor);

  /**
   * Copies out the one value of a float32 tensor with one element.
   *
   * @param tensor the tensor
   * @return its value
   */
  float item(T tensor);

  /**
   * Overwrites the values in place, unseen by the gradient.
   *
   * @param tensor a tensor without history: a parameter
   * @param data values of the same type and shape
   */
  void assign(T tensor, TensorData data);

  /**
   * Frees a tensor. Called at most once for each.
   *
   * @param tensor the tensor
   */
  void release(T tensor);

  /**
   * Copies to another device; differentiable.
   *
   * @param tensor any tensor
   * @param device one of the engine's devices, not the tensor's own
   * @return a new tensor there
   */
  T to(T tensor, Device device);

  /**
   * Says whether a tensor without history wants a gradient.
   *
   * @param tensor the tensor
   * @param requires whether it does
   */
  void requiresGrad(T tensor, boolean requires);

  /**
   * Switches the recording of history on or off for the calling thread; it starts on.
   *
   * @param enabled whether to record
   */
  void gradEnabled(boolean enabled);

  /**
   * Adds the gradient of a one-element tensor to every tensor that it was computed from and that
   * wants one, and forgets the history.
   *
   * @param tensor a tensor that requires a gradient
   */
  void backward(T tensor);

  /**
   * Returns the gradient that has gathered on a tensor.
   *
   * @param tensor any tensor
   * @return its gradient, or null if there is none; the caller releases it
   */
  @Nullable T grad(T tensor);

  /**
   * Shows the same values without history.
   *
   * @param tensor any tensor
   * @return a new tensor that requires no gradient
   */
  T detach(T tensor);

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
   * @param a a tensor
   * @param shape a shape with as many elements
   * @return the tensor of that shape
   */
  T reshape(T a, Shape shape);

  /**
   * A range of one dimension.
   *
   * @param a a tensor
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
}

package io.kindling.optim;

import java.util.List;

/**
 * What clipping computes with.
 *
 * @param <T> a tensor
 */
public interface GradientMath<T> {
  /** The Euclidean norm of all elements of all tensors, a scalar. */
  T norm(List<T> tensors);

  /** {@code a + b}. */
  T add(T a, double b);

  /** {@code a · b}. */
  T mul(T a, double b);

  /** {@code a · b}, element by element; b may be a scalar. */
  T mul(T a, T b);

  /** {@code aᵇ}. */
  T pow(T a, double b);

  /** {@code min(max(a, least), most)}. */
  T clamp(T a, double least, double most);
}

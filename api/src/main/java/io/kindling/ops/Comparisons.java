package io.kindling.ops;

import io.kindling.error.ShapeException;

/**
 * Comparisons, which give masks of ones and zeros that no gradient goes through, and the choice by
 * such a mask.
 *
 * @param <V> the type of tensor
 */
public interface Comparisons<V> {
  /**
   * Where {@code this > other}. No gradient goes through.
   *
   * @param other a tensor that broadcasts with this one
   * @return 1 where an element is greater than the other, else 0, and 0 where a NaN takes part
   * @throws ShapeException if the shapes do not broadcast
   */
  V gt(V other);

  /**
   * Where {@code this > other}. No gradient goes through.
   *
   * @param other a number, rounded to float32
   * @return 1 where an element is greater than it, else 0, and 0 where a NaN takes part
   */
  V gt(double other);

  /**
   * Where {@code this ≥ other}. No gradient goes through.
   *
   * @param other a tensor that broadcasts with this one
   * @return 1 where an element is at least the other, else 0, and 0 where a NaN takes part
   * @throws ShapeException if the shapes do not broadcast
   */
  V ge(V other);

  /**
   * Where {@code this ≥ other}. No gradient goes through.
   *
   * @param other a number, rounded to float32
   * @return 1 where an element is at least it, else 0, and 0 where a NaN takes part
   */
  V ge(double other);

  /**
   * Where {@code this < other}. No gradient goes through.
   *
   * @param other a tensor that broadcasts with this one
   * @return 1 where an element is less than the other, else 0, and 0 where a NaN takes part
   * @throws ShapeException if the shapes do not broadcast
   */
  V lt(V other);

  /**
   * Where {@code this < other}. No gradient goes through.
   *
   * @param other a number, rounded to float32
   * @return 1 where an element is less than it, else 0, and 0 where a NaN takes part
   */
  V lt(double other);

  /**
   * Where {@code this ≤ other}. No gradient goes through.
   *
   * @param other a tensor that broadcasts with this one
   * @return 1 where an element is at most the other, else 0, and 0 where a NaN takes part
   * @throws ShapeException if the shapes do not broadcast
   */
  V le(V other);

  /**
   * Where {@code this ≤ other}. No gradient goes through.
   *
   * @param other a number, rounded to float32
   * @return 1 where an element is at most it, else 0, and 0 where a NaN takes part
   */
  V le(double other);

  /**
   * Where {@code this = other}. No gradient goes through.
   *
   * @param other a tensor that broadcasts with this one
   * @return 1 where an element is equal to the other, else 0, and 0 where a NaN takes part
   * @throws ShapeException if the shapes do not broadcast
   */
  V eq(V other);

  /**
   * Where {@code this = other}. No gradient goes through.
   *
   * @param other a number, rounded to float32
   * @return 1 where an element is equal to it, else 0, and 0 where a NaN takes part
   */
  V eq(double other);

  /**
   * Where {@code this ≠ other}. No gradient goes through.
   *
   * @param other a tensor that broadcasts with this one
   * @return 1 where an element is not equal to the other, else 0; 1 where a NaN takes part too
   * @throws ShapeException if the shapes do not broadcast
   */
  V ne(V other);

  /**
   * Where {@code this ≠ other}. No gradient goes through.
   *
   * @param other a number, rounded to float32
   * @return 1 where an element is not equal to it, else 0; 1 where a NaN takes part too
   */
  V ne(double other);

  /**
   * This where a condition holds, else another. Nothing of what is not chosen shows, be it NaN: its
   * gradient is 0. The three broadcast.
   *
   * @param condition where this is chosen: not 0, as comparisons give it; no gradient goes to it
   * @param other what is chosen elsewhere
   * @return the chosen elements
   * @throws ShapeException if the shapes do not broadcast
   */
  V where(V condition, V other);
}

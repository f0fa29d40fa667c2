package io.kindling.ops;

import io.kindling.core.Extremum;
import io.kindling.error.ShapeException;

/**
 * Sums, means, and the greatest and least: of all elements, or along a dimension.
 *
 * @param <V> the type of tensor
 */
public interface Reductions<V> {
  /** {@return the sum of all elements, a scalar; 0 if there is none} */
  V sum();

  /** {@return the mean of all elements, a scalar; NaN if there is none} */
  V mean();

  /**
   * The sums along a dimension, which goes.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @return the sums; 0 where there is nothing to add
   * @throws ShapeException if there is no such dimension
   */
  default V sum(int dim) {
    return sum(dim, false);
  }

  /**
   * The sums along a dimension.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @param keep whether the dimension stays, with size 1
   * @return the sums; 0 where there is nothing to add
   * @throws ShapeException if there is no such dimension
   */
  V sum(int dim, boolean keep);

  /**
   * The means along a dimension, which goes.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @return the means; NaN where there is nothing to average
   * @throws ShapeException if there is no such dimension
   */
  default V mean(int dim) {
    return mean(dim, false);
  }

  /**
   * The means along a dimension.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @param keep whether the dimension stays, with size 1
   * @return the means; NaN where there is nothing to average
   * @throws ShapeException if there is no such dimension
   */
  V mean(int dim, boolean keep);

  /**
   * The greatest values along a dimension, which goes; NaN counts as greatest.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @return the values, and where they are
   * @throws ShapeException if there is no such dimension or it is empty
   */
  default Extremum<V> max(int dim) {
    return max(dim, false);
  }

  /**
   * The greatest values along a dimension; NaN counts as greatest. A gradient goes to the one
   * element that {@code indices} names.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @param keep whether the dimension stays, with size 1
   * @return the values, and where they are
   * @throws ShapeException if there is no such dimension or it is empty
   */
  Extremum<V> max(int dim, boolean keep);

  /**
   * The least values along a dimension, which goes; NaN counts as least.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @return the values, and where they are
   * @throws ShapeException if there is no such dimension or it is empty
   */
  default Extremum<V> min(int dim) {
    return min(dim, false);
  }

  /**
   * The least values along a dimension; NaN counts as least. A gradient goes to the one element
   * that {@code indices} names.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @param keep whether the dimension stays, with size 1
   * @return the values, and where they are
   * @throws ShapeException if there is no such dimension or it is empty
   */
  Extremum<V> min(int dim, boolean keep);
}

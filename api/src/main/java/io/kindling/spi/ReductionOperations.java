package io.kindling.spi;

import io.kindling.core.Extremum;

/**
 * How an engine adds up, averages and finds the greatest and least. {@link TensorOperations} says
 * what holds of all operations.
 *
 * @param <T> the engine's own tensor type
 */
public interface ReductionOperations<T> extends Refusing {
  /**
   * The sum of all elements; 0 if there is none.
   *
   * @param a a tensor
   * @return a scalar
   */
  default T sum(T a) {
    throw doesNotHave("sum");
  }

  /**
   * The mean of all elements; NaN if there is none.
   *
   * @param a a tensor
   * @return a scalar
   */
  default T mean(T a) {
    throw doesNotHave("mean");
  }

  /**
   * The sum along a dimension; 0 where there is nothing to add.
   *
   * @param a a tensor
   * @param dim the dimension
   * @param keep whether the dimension stays, with size 1
   * @return the sums
   */
  default T sum(T a, int dim, boolean keep) {
    throw doesNotHave("sum");
  }

  /**
   * The mean along a dimension; NaN where there is nothing to average.
   *
   * @param a a tensor
   * @param dim the dimension
   * @param keep whether the dimension stays, with size 1
   * @return the means
   */
  default T mean(T a, int dim, boolean keep) {
    throw doesNotHave("mean");
  }

  /**
   * The greatest along a dimension, and where it is: the first of equals. NaN counts as greatest. A
   * gradient goes to that one element.
   *
   * @param a a tensor
   * @param dim the dimension, not empty
   * @param keep whether the dimension stays, with size 1
   * @return the values, and their int64 indices, which are not differentiable
   */
  default Extremum<T> max(T a, int dim, boolean keep) {
    throw doesNotHave("max");
  }

  /**
   * The least along a dimension, and where it is: the first of equals. NaN counts as least. A
   * gradient goes to that one element.
   *
   * @param a a tensor
   * @param dim the dimension, not empty
   * @param keep whether the dimension stays, with size 1
   * @return the values, and their int64 indices, which are not differentiable
   */
  default Extremum<T> min(T a, int dim, boolean keep) {
    throw doesNotHave("min");
  }
}

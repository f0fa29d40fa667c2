package io.kindling.ops;

import io.kindling.core.Shape;
import io.kindling.error.DTypeException;
import io.kindling.error.ShapeException;

/**
 * What a tensor looks like, and what moves its elements and changes none.
 *
 * @param <V> the type of tensor
 */
public interface Layout<V> {
  /** {@return the sizes of its dimensions} */
  Shape shape();

  /**
   * The transpose of a matrix.
   *
   * @return {@code [m, n]}, this being {@code [n, m]}
   * @throws ShapeException if this is not a matrix
   */
  V transpose();

  /**
   * The same values, row by row, in another shape. Integers too.
   *
   * @param sizes the new sizes; one of them may be −1 and is then worked out
   * @return the tensor of that shape
   * @throws ShapeException if the new shape has not as many elements
   */
  V reshape(long... sizes);

  /**
   * A range of one dimension. Integers too.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @param start the first index of the range
   * @param length how many indices
   * @return the part
   * @throws ShapeException if there is no such dimension or no such range in it
   */
  V narrow(int dim, long start, long length);

  /**
   * Picks slices along a dimension. Of integers too.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @param indices int64, of one dimension: which slices, in which order; the same one may come
   *     more than once, and then gets all its gradients
   * @return the slices
   * @throws ShapeException if there is no such dimension, no such index in it, or indices has not
   *     one dimension
   * @throws DTypeException if indices are not integers
   */
  V indexSelect(int dim, V indices);

  /**
   * Indices as rows of zeros and a one. No gradient goes through.
   *
   * @param classes how many there are to choose from
   * @return float32, with one dimension more than this, of that size: 1 at the index, else 0; all 0
   *     where the index is none of {@code 0 … classes − 1}
   * @throws DTypeException if this does not hold integers
   */
  V oneHot(long classes);
}

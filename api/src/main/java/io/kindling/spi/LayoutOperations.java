package io.kindling.spi;

import io.kindling.core.Shape;
import java.util.List;

/**
 * How an engine moves elements. {@link TensorOperations} says what holds of all operations.
 *
 * @param <T> the engine's own tensor type
 */
public interface LayoutOperations<T> extends Refusing {
  /**
   * The transpose of a matrix.
   *
   * @param a a matrix {@code [n, m]}
   * @return {@code [m, n]}
   */
  default T transpose(T a) {
    throw doesNotHave("transpose");
  }

  /**
   * The same values, row by row, in another shape.
   *
   * @param a a tensor, float32 or int64
   * @param shape a shape with as many elements
   * @return the tensor of that shape
   */
  default T reshape(T a, Shape shape) {
    throw doesNotHave("reshape");
  }

  /**
   * A range of one dimension.
   *
   * @param a a tensor, float32 or int64
   * @param dim the dimension, counted from 0
   * @param start the first index of the range
   * @param length how many indices
   * @return the part
   */
  default T narrow(T a, int dim, long start, long length) {
    throw doesNotHave("narrow");
  }

  /**
   * Tensors one after the other along a dimension. All float32 or all int64.
   *
   * @param tensors the tensors, at least one, of shapes that differ in that dimension at most
   * @param dim the dimension
   * @return the tensor that has them all
   */
  default T cat(List<T> tensors, int dim) {
    throw doesNotHave("cat");
  }

  /**
   * Picks slices along a dimension; one that is picked twice gets both gradients.
   *
   * @param a a tensor, float32 or int64
   * @param dim the dimension
   * @param indices int64, of one dimension, each an index into {@code dim}
   * @return the slices in that order
   */
  default T indexSelect(T a, int dim, T indices) {
    throw doesNotHave("indexSelect");
  }
}

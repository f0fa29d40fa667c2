package io.kindling.wrong;

import io.kindling.core.Shape;
import io.kindling.spi.TensorOperations;
import java.util.List;

/** The layout of another, until a method is overridden. */
interface WrappedLayout<T> extends TensorOperations<T> {
  /** The one that computes rightly. */
  TensorOperations<T> real();

  @Override
  default T transpose(T a) {
    return real().transpose(a);
  }

  @Override
  default T reshape(T a, Shape shape) {
    return real().reshape(a, shape);
  }

  @Override
  default T narrow(T a, int dim, long start, long length) {
    return real().narrow(a, dim, start, length);
  }

  @Override
  default T cat(List<T> tensors, int dim) {
    return real().cat(tensors, dim);
  }

  @Override
  default T indexSelect(T a, int dim, T indices) {
    return real().indexSelect(a, dim, indices);
  }
}

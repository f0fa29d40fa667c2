package io.kindling.wrong;

import io.kindling.spi.Comparison;
import io.kindling.spi.TensorOperations;

/** The comparisons of another, until a method is overridden. */
interface WrappedComparisons<T> extends TensorOperations<T> {
  /** The one that computes rightly. */
  TensorOperations<T> real();

  @Override
  default T compare(Comparison comparison, T a, T b) {
    return real().compare(comparison, a, b);
  }

  @Override
  default T compare(Comparison comparison, T a, double b) {
    return real().compare(comparison, a, b);
  }

  @Override
  default T where(T condition, T a, T b) {
    return real().where(condition, a, b);
  }
}

package io.kindling.wrong;

import io.kindling.core.Extremum;
import io.kindling.spi.TensorOperations;

/** The reductions of another, until a method is overridden. */
interface WrappedReductions<T> extends TensorOperations<T> {
  /** The one that computes rightly. */
  TensorOperations<T> real();

  @Override
  default T sum(T a) {
    return real().sum(a);
  }

  @Override
  default T mean(T a) {
    return real().mean(a);
  }

  @Override
  default T sum(T a, int dim, boolean keep) {
    return real().sum(a, dim, keep);
  }

  @Override
  default T mean(T a, int dim, boolean keep) {
    return real().mean(a, dim, keep);
  }

  @Override
  default Extremum<T> max(T a, int dim, boolean keep) {
    return real().max(a, dim, keep);
  }

  @Override
  default Extremum<T> min(T a, int dim, boolean keep) {
    return real().min(a, dim, keep);
  }
}

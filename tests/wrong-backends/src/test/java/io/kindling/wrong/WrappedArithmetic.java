package io.kindling.wrong;

import io.kindling.spi.TensorOperations;

/** The arithmetic of another, until a method is overridden. */
interface WrappedArithmetic<T> extends TensorOperations<T> {
  /** The one that computes rightly. */
  TensorOperations<T> real();

  @Override
  default T add(T a, T b) {
    return real().add(a, b);
  }

  @Override
  default T add(T a, double b) {
    return real().add(a, b);
  }

  @Override
  default T sub(T a, T b) {
    return real().sub(a, b);
  }

  @Override
  default T mul(T a, T b) {
    return real().mul(a, b);
  }

  @Override
  default T mul(T a, double b) {
    return real().mul(a, b);
  }

  @Override
  default T div(T a, T b) {
    return real().div(a, b);
  }

  @Override
  default T div(T a, double b) {
    return real().div(a, b);
  }

  @Override
  default T neg(T a) {
    return real().neg(a);
  }

  @Override
  default T matmul(T a, T b) {
    return real().matmul(a, b);
  }

  @Override
  default T pow(T a, double exponent) {
    return real().pow(a, exponent);
  }

  @Override
  default T pow(T a, T exponent) {
    return real().pow(a, exponent);
  }
}

package io.kindling.wrong;

import io.kindling.spi.TensorOperations;

/** The functions of another, until a method is overridden. */
interface WrappedFunctions<T> extends TensorOperations<T> {
  /** The one that computes rightly. */
  TensorOperations<T> real();

  @Override
  default T exp(T a) {
    return real().exp(a);
  }

  @Override
  default T log(T a) {
    return real().log(a);
  }

  @Override
  default T sqrt(T a) {
    return real().sqrt(a);
  }

  @Override
  default T abs(T a) {
    return real().abs(a);
  }

  @Override
  default T clamp(T a, double low, double high) {
    return real().clamp(a, low, high);
  }

  @Override
  default T relu(T a) {
    return real().relu(a);
  }

  @Override
  default T sigmoid(T a) {
    return real().sigmoid(a);
  }

  @Override
  default T tanh(T a) {
    return real().tanh(a);
  }

  @Override
  default T softmax(T a, int dim) {
    return real().softmax(a, dim);
  }

  @Override
  default T logSoftmax(T a, int dim) {
    return real().logSoftmax(a, dim);
  }

  @Override
  default T expm1(T a) {
    return real().expm1(a);
  }

  @Override
  default T log1p(T a) {
    return real().log1p(a);
  }
}

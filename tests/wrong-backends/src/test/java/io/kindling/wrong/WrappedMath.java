package io.kindling.wrong;

import io.kindling.core.Extremum;
import io.kindling.core.Shape;
import io.kindling.spi.Comparison;
import io.kindling.spi.TensorMath;
import io.kindling.spi.TensorOperations;
import java.util.List;

/** Computes what another does, until a method is overridden. */
abstract class WrappedMath<T> implements TensorMath<T> {
  /** The one that computes rightly. */
  abstract TensorOperations<T> real();

  @Override
  public T add(T a, T b) {
    return real().add(a, b);
  }

  @Override
  public T add(T a, double b) {
    return real().add(a, b);
  }

  @Override
  public T sub(T a, T b) {
    return real().sub(a, b);
  }

  @Override
  public T mul(T a, T b) {
    return real().mul(a, b);
  }

  @Override
  public T mul(T a, double b) {
    return real().mul(a, b);
  }

  @Override
  public T div(T a, T b) {
    return real().div(a, b);
  }

  @Override
  public T div(T a, double b) {
    return real().div(a, b);
  }

  @Override
  public T neg(T a) {
    return real().neg(a);
  }

  @Override
  public T matmul(T a, T b) {
    return real().matmul(a, b);
  }

  @Override
  public T transpose(T a) {
    return real().transpose(a);
  }

  @Override
  public T reshape(T a, Shape shape) {
    return real().reshape(a, shape);
  }

  @Override
  public T narrow(T a, int dim, long start, long length) {
    return real().narrow(a, dim, start, length);
  }

  @Override
  public T sum(T a) {
    return real().sum(a);
  }

  @Override
  public T mean(T a) {
    return real().mean(a);
  }

  @Override
  public T exp(T a) {
    return real().exp(a);
  }

  @Override
  public T log(T a) {
    return real().log(a);
  }

  @Override
  public T sqrt(T a) {
    return real().sqrt(a);
  }

  @Override
  public T abs(T a) {
    return real().abs(a);
  }

  @Override
  public T pow(T a, double exponent) {
    return real().pow(a, exponent);
  }

  @Override
  public T pow(T a, T exponent) {
    return real().pow(a, exponent);
  }

  @Override
  public T clamp(T a, double low, double high) {
    return real().clamp(a, low, high);
  }

  @Override
  public T relu(T a) {
    return real().relu(a);
  }

  @Override
  public T sigmoid(T a) {
    return real().sigmoid(a);
  }

  @Override
  public T tanh(T a) {
    return real().tanh(a);
  }

  @Override
  public T softmax(T a, int dim) {
    return real().softmax(a, dim);
  }

  @Override
  public T logSoftmax(T a, int dim) {
    return real().logSoftmax(a, dim);
  }

  @Override
  public T sum(T a, int dim, boolean keep) {
    return real().sum(a, dim, keep);
  }

  @Override
  public T mean(T a, int dim, boolean keep) {
    return real().mean(a, dim, keep);
  }

  @Override
  public Extremum<T> max(T a, int dim, boolean keep) {
    return real().max(a, dim, keep);
  }

  @Override
  public Extremum<T> min(T a, int dim, boolean keep) {
    return real().min(a, dim, keep);
  }

  @Override
  public T cat(List<T> tensors, int dim) {
    return real().cat(tensors, dim);
  }

  @Override
  public T indexSelect(T a, int dim, T indices) {
    return real().indexSelect(a, dim, indices);
  }

  @Override
  public T compare(Comparison comparison, T a, T b) {
    return real().compare(comparison, a, b);
  }

  @Override
  public T compare(Comparison comparison, T a, double b) {
    return real().compare(comparison, a, b);
  }
}

package io.kindling.core;

/** The kind of number a tensor holds. */
public enum DType {
  /** 32-bit IEEE 754 floating point: values, weights, gradients. */
  FLOAT32("float32"),
  /** 64-bit signed integer: class labels, indices. */
  INT64("int64");

  private final String text;

  DType(String text) {
    this.text = text;
  }

  /** {@return PyTorch's name for it, for instance {@code float32}} */
  @Override
  public String toString() {
    return text;
  }
}

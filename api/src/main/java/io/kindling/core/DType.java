package io.kindling.core;

/** The kind of number a tensor holds. */
public enum DType {
  /** 32-bit IEEE 754 floating point: values, weights, gradients. */
  FLOAT32("float32", Float.BYTES),
  /** 64-bit signed integer: class labels, indices. */
  INT64("int64", Long.BYTES);

  private final String text;
  private final int bytes;

  DType(String text, int bytes) {
    this.text = text;
    this.bytes = bytes;
  }

  /** {@return how many bytes a number takes} */
  public int bytes() {
    return bytes;
  }

  /** {@return PyTorch's name for it, for instance {@code float32}} */
  @Override
  public String toString() {
    return text;
  }
}

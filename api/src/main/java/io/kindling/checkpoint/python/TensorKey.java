package io.kindling.checkpoint.python;

/**
 * A tensor as the key of a dict or in a set: equal to itself only, as in Python, whatever its
 * values. The {@code state} of a whole optimizer that was pickled has such keys.
 */
public final class TensorKey {
  private final Object tensor;

  /**
   * Makes a key of a tensor.
   *
   * @param tensor any kind of tensor that stands among the values of a file
   */
  public TensorKey(Object tensor) {
    this.tensor = tensor;
  }

  /** {@return the tensor, the same object as elsewhere among the values} */
  public Object tensor() {
    return tensor;
  }

  @Override
  public String toString() {
    return "tensor " + tensor;
  }
}

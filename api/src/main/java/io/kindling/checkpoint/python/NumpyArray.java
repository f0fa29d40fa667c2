package io.kindling.checkpoint.python;

import io.kindling.checkpoint.stored.StoredTensor;

/**
 * An array of NumPy's, of numbers or truth values.
 *
 * @param type its type
 * @param values its values, row by row and little-endian, in whichever order NumPy had them
 */
public record NumpyArray(NumpyType type, StoredTensor values) {
  @Override
  public String toString() {
    return "numpy " + values;
  }
}

package io.kindling.cpu.kernel;

/** The rows of a matrix, one after the other, somewhere in an array: so a batch is no copy. */
public final class MatrixRows {
  final float[] array;
  final int at;

  /**
   * Names where they are.
   *
   * @param array in which array; not copied
   * @param at where the first one begins
   */
  public MatrixRows(float[] array, int at) {
    this.array = array;
    this.at = at;
  }
}

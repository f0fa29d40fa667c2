package io.kindling.benchmarks.peer;

/** A library's products of matrices, which lie row by row. */
@FunctionalInterface
interface Products {
  /**
   * Computes {@code out = left · right}, where {@code left} is {@code [rows, inner]}, {@code right}
   * {@code [inner, columns]} and {@code out} {@code [rows, columns]}.
   *
   * @param transposeLeft whether what lies there is the left one's transpose
   * @param transposeRight whether what lies there is the right one's transpose
   */
  void multiply(
      float[] left,
      boolean transposeLeft,
      float[] right,
      boolean transposeRight,
      float[] out,
      int rows,
      int inner,
      int columns);
}

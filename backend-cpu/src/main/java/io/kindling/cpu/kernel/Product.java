package io.kindling.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A matrix product that is to be computed: {@code out[r, c] = start[r, c] + Σ a[r, j] · b[j, c]}. A
 * matrix and its transpose differ only in how they are read and written, so one loop serves all.
 */
final class Product {
  /** Elements of a right matrix that are worth copying at a time: they stay in a cache. */
  private static final int SLICE = 1 << 20;

  final MatrixView a;
  final MatrixView b;

  /** Null where the sums start from what is in the result. */
  private final @Nullable MatrixView start;

  final MatrixView out;
  final int rows;
  final int depth;
  final int columns;

  Product(
      MatrixView a,
      MatrixView b,
      @Nullable MatrixView start,
      MatrixView out,
      int rows,
      int depth,
      int columns) {
    this.a = a;
    this.b = b;
    this.start = start;
    this.out = out;
    this.rows = rows;
    this.depth = depth;
    this.columns = columns;
  }

  /** The same result from the other side: {@code outᵀ = bᵀ aᵀ}. */
  Product flipped() {
    return new Product(
        b.transposed(),
        a.transposed(),
        start == null ? null : start.transposed(),
        out.transposed(),
        /* rows= */ columns,
        depth,
        /* columns= */ rows);
  }

  /** How many columns are best computed before the next are begun. */
  int slice() {
    return Math.max(1, SLICE / Math.max(1, depth));
  }

  /** Some columns of it. */
  Product slice(int from, int to) {
    return new Product(
        a,
        b.from(0, from),
        start == null ? null : start.from(0, from),
        out.from(0, from),
        rows,
        depth,
        to - from);
  }

  /** How many fused products there are. */
  long size() {
    return (long) rows * depth * columns;
  }

  /** What the sums start from. */
  MatrixView start() {
    return start == null ? out : start;
  }

  /** Writes what all sums start from. */
  void writeStart() {
    if (start != null) {
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          out.array[out.index(row, column)] = start.at(row, column);
        }
      }
    }
  }
}

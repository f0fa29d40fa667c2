package io.kindling.cpu.kernel;

/**
 * {@code a bᵀ + bias}. Kernels copy the right matrix, so either b is that or, where it is less to
 * move, a is and the result is transposed: {@code (b aᵀ)ᵀ}.
 */
final class TransposedProduct {
  private static final int TILE = 16;

  private TransposedProduct() {}

  /** Sizes as in {@link Kernels#multiplyTransposed}. */
  static void compute(
      Kernels kernels,
      Sharing sharing,
      MatrixRows a,
      float[] b,
      float[] bias,
      float[] out,
      int n,
      int k,
      int m) {
    if ((long) n * (k + m) < (long) k * m) {
      float[] result = n == 1 ? out : new float[m * n];
      Product.View start = bias.length == 0 ? Product.ZERO : new Product.View(bias, 1, 0);
      Product.View rows = new Product.View(b, k, 1);
      Product.View columns = new Product.View(a, 1, k);
      kernels.product(new Product(rows, columns, start, result, n, 0, k), 0, m);
      if (n > 1) {
        transpose(sharing, result, m, n, out);
      }
    } else {
      Product.View start = bias.length == 0 ? Product.ZERO : new Product.View(bias, 0, 1);
      Product.View rows = new Product.View(a, k, 1);
      Product.View columns = new Product.View(b, 1, k);
      kernels.product(new Product(rows, columns, start, out, m, 0, k), 0, n);
    }
  }

  private static void transpose(
      Sharing sharing, float[] matrix, int rows, int columns, float[] out) {
    sharing.forRange(
        (columns + TILE - 1) / TILE,
        TILE * rows,
        (from, to) -> {
          // in tiles, so that the lines of the cache that are written stay until they are full
          for (int left = from * TILE; left < Math.min(columns, to * TILE); left += TILE) {
            for (int top = 0; top < rows; top += TILE) {
              tile(matrix, rows, columns, out, top, left);
            }
          }
        });
  }

  private static void tile(float[] matrix, int rows, int columns, float[] out, int top, int left) {
    int right = Math.min(columns, left + TILE);
    int bottom = Math.min(rows, top + TILE);
    for (int column = left; column < right; column++) {
      for (int row = top; row < bottom; row++) {
        out[column * rows + row] = matrix[row * columns + column];
      }
    }
  }
}

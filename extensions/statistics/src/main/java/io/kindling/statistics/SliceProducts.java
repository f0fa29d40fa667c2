package io.kindling.statistics;

/** Adds the products of slices up over a block of rows. */
final class SliceProducts {
  private static final int TILE = 16; // rows, which stay in the nearest cache

  private final SliceBlock left;
  private final SliceBlock right;
  private final double[][] products;

  /** {@return how many rows there must be room for, which are added up in tiles} */
  static int whole(int rows) {
    return (rows + TILE - 1) / TILE * TILE;
  }

  /** Multiplies each slice of one block by each of another; by itself, each two but once. */
  SliceProducts(SliceBlock left, SliceBlock right) {
    this.left = left;
    this.right = right;
    this.products = new double[left.width()][right.width()];
    double[][] a = left.rows();
    double[][] b = right.rows();
    for (int tile = 0; tile < a.length; tile += TILE) {
      for (int i = 0; i < products.length; i++) {
        int from = left == right ? i : 0;
        for (int row = tile; row < tile + TILE; row += 4) {
          add(
              a[row][i],
              a[row + 1][i],
              a[row + 2][i],
              a[row + 3][i],
              b[row],
              b[row + 1],
              b[row + 2],
              b[row + 3],
              products[i],
              from);
        }
      }
    }
  }

  /** All arrays are indexed alike, so that the JVM makes vector instructions of it. */
  private static void add(
      double a,
      double b,
      double c,
      double d,
      double[] first,
      double[] second,
      double[] third,
      double[] fourth,
      double[] sums,
      int from) {
    for (int j = from; j < sums.length; j++) {
      sums[j] += a * first[j] + b * second[j] + c * third[j] + d * fourth[j];
    }
  }

  /** Adds them to the exact sums, whose columns and weights have so many places. */
  void addTo(ProductSums sums, int[] places, int weightPlaces) {
    for (int i = left.from(); i < left.to(); i++) {
      for (int j = Math.max(i, right.from()); j < right.to(); j++) {
        if (left.count(i) > 0 && right.count(j) > 0) {
          add(i, j, sums, places[i] + places[j] + weightPlaces);
        }
      }
    }
  }

  /** Those slices whose units' product is the same are added up first. */
  private void add(int i, int j, ProductSums sums, int places) {
    int width = left.half() + 1;
    boolean once = left == right && i == j;
    for (int level = 0; level <= left.count(i) + right.count(j) - 2; level++) {
      int unit = 2 * left.half() + width * level;
      double scale = Math.scalb(1.0, unit);
      long total = 0;
      for (int k = Math.max(0, level - right.count(j) + 1);
          k <= Math.min(level, left.count(i) - 1);
          k++) {
        int other = level - k;
        if (!once || k <= other) {
          long product = (long) (products[left.first(i) + k][right.first(j) + other] * scale);
          total += once && k < other ? 2 * product : product;
        }
      }
      sums.add(i, j, total, left.exponent(i) + right.exponent(j) - unit, places);
    }
  }
}

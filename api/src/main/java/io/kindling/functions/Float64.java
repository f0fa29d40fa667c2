package io.kindling.functions;

/**
 * Functions of float32 that are computed in float64 and rounded once, some hundred numbers at a
 * time: few enough to stay in the nearest cache, and enough for vectors. Between the conversions,
 * which C2 computes one number at a time before JDK 21, every loop is over float64 alone.
 */
public final class Float64 {
  /** How many numbers at a time. */
  public static final int PIECE = 512;

  private Float64() {}

  /**
   * How many numbers of a range there are at a time.
   *
   * @param from the first index
   * @param to the index after the last
   * @return how many
   */
  public static int piece(int from, int to) {
    return Math.min(PIECE, to - from);
  }

  /** A function of the first n numbers of an array. */
  @FunctionalInterface
  public interface Function {
    /**
     * Computes it in place.
     *
     * @param x the numbers; what they become
     * @param n how many of them
     */
    void apply(double[] x, int n);
  }

  /** A function of the first n pairs of numbers of two arrays. */
  @FunctionalInterface
  public interface PairFunction {
    /**
     * Computes it.
     *
     * @param x the first numbers; what they become
     * @param y the second numbers; anything afterwards
     * @param n how many of each
     */
    void apply(double[] x, double[] y, int n);
  }

  /**
   * Computes {@code out = f(x)} over a range of indices.
   *
   * @param f the function
   * @param x the numbers
   * @param out where to write; x itself, perhaps
   * @param from the first index
   * @param to the index after the last
   */
  public static void map(Function f, float[] x, float[] out, int from, int to) {
    double[] piece = new double[piece(from, to)];
    for (int at = from; at < to; at += PIECE) {
      int n = Math.min(PIECE, to - at);
      widen(x, at, piece, n);
      f.apply(piece, n);
      round(piece, out, at, n);
    }
  }

  /**
   * Computes {@code out = f(x, y)} over a range of indices.
   *
   * @param f the function
   * @param x the first numbers
   * @param y the second numbers; x itself, perhaps
   * @param out where to write; x or y itself, perhaps
   * @param from the first index
   * @param to the index after the last
   */
  public static void mapPairs(PairFunction f, float[] x, float[] y, float[] out, int from, int to) {
    double[] first = new double[piece(from, to)];
    double[] second = new double[first.length];
    for (int at = from; at < to; at += PIECE) {
      int n = Math.min(PIECE, to - at);
      widen(x, at, first, n);
      widen(y, at, second, n);
      f.apply(first, second, n);
      round(first, out, at, n);
    }
  }

  private static void widen(float[] x, int at, double[] piece, int n) {
    for (int i = 0; i < n; i++) {
      piece[i] = x[at + i];
    }
  }

  private static void round(double[] piece, float[] out, int at, int n) {
    for (int i = 0; i < n; i++) {
      out[at + i] = (float) piece[i];
    }
  }
}

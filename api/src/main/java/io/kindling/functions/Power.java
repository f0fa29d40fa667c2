package io.kindling.functions;

/** Powers of single numbers, as C and PyTorch have them. */
public final class Power {
  private Power() {}

  /**
   * As C's: {@code 1ʸ} is 1 for any y, and so is {@code (−1)ʸ} for an infinite one.
   *
   * @param x the base
   * @param y the exponent
   * @return {@code xʸ}
   */
  public static float of(float x, float y) {
    if (x == 1 || (x == -1 && Float.isInfinite(y))) {
      return 1f;
    }
    return (float) StrictMath.pow(x, y);
  }

  /**
   * Products, quotients and roots where PyTorch takes them for an exponent that is one number for
   * all: they round, and overflow, otherwise.
   *
   * @param x the base
   * @param exponent the exponent
   * @return the power
   */
  public static float ofNumber(float x, float exponent) {
    if (exponent == 0f) {
      return 1f;
    } else if (exponent == 1f) {
      return x;
    } else if (exponent == 2f) {
      return x * x;
    } else if (exponent == 3f) {
      return x * x * x;
    } else if (exponent == -1f) {
      return 1 / x;
    } else if (exponent == -2f) {
      return 1 / (x * x);
    } else if (exponent == 0.5f) {
      return (float) Math.sqrt(x);
    } else if (exponent == -0.5f) {
      return 1 / (float) Math.sqrt(x);
    }
    return of(x, exponent);
  }
}

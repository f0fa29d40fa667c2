package io.kindling.cpu.optim;

/** The little linear algebra that L-BFGS needs. Sums are taken in double precision, in order. */
final class Vectors {
  private Vectors() {}

  /** {@code Σ a[i]·b[i]}, rounded to float32. */
  static float dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return (float) sum;
  }

  /** {@code Σ |a[i]|}, rounded to float32. */
  static float absoluteSum(float[] a) {
    double sum = 0;
    for (float value : a) {
      sum += Math.abs(value);
    }
    return (float) sum;
  }

  /** {@code max |a[i]|}; NaN if one is. */
  static float greatest(float[] a) {
    float greatest = 0;
    for (float value : a) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    return greatest;
  }

  /** {@code factor · a}, a new array. */
  static float[] times(float factor, float[] a) {
    float[] product = new float[a.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = factor * a[i];
    }
    return product;
  }

  /** {@code a − b}, a new array. */
  static float[] minus(float[] a, float[] b) {
    float[] difference = new float[a.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  /** {@code a ← a + factor · b} */
  static void add(float[] a, float factor, float[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] = Math.fma(factor, b[i], a[i]);
    }
  }
}

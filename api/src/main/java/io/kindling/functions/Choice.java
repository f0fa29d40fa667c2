package io.kindling.functions;

/**
 * Choices between two numbers that no processor has to foresee. Of a condition C2 makes a jump
 * where the numbers are floats, and where every second one is mispredicted an element takes five
 * nanoseconds; a mask of ints it makes without, and an element takes one (JDK 17 to 25). The bits
 * are the same.
 */
public final class Choice {
  private static final int MAGNITUDE = 0x7fff_ffff;

  private Choice() {}

  /**
   * {@code condition ? yes : no}
   *
   * @param condition whether the first
   * @param yes the first
   * @param no the second
   * @return the one or the other
   */
  public static float of(boolean condition, float yes, float no) {
    int mask = condition ? -1 : 0;
    int bits = Float.floatToRawIntBits(no);
    return Float.intBitsToFloat(bits ^ ((bits ^ Float.floatToRawIntBits(yes)) & mask));
  }

  /**
   * {@code x < 0 ? 0 : x}, so −0 and NaN stay. Minima and maxima are instructions of vectors.
   *
   * @param x any number
   * @return it
   */
  public static float positivePart(float x) {
    float below = Math.max(-1f, Math.min(x, 0f));
    float zero = below - (below + 0f); // −0 of −0 alone; max(x, 0) would not tell it from 0
    return Math.max(x, zero);
  }

  /**
   * The same of a number by itself: in fewer steps, but no loop over it becomes vectors.
   *
   * @param x any number
   * @return {@code x < 0 ? 0 : x}
   */
  public static float lonePositivePart(float x) {
    int bits = Float.floatToRawIntBits(x);
    int minusZero = bits == Integer.MIN_VALUE ? bits : 0;
    return Float.intBitsToFloat(Float.floatToRawIntBits(Math.max(x, 0f)) | minusZero);
  }

  /**
   * {@code y == 0 ? 0 : x}
   *
   * @param x any number
   * @param y any number
   * @return it
   */
  public static float unlessZero(float x, float y) {
    int mask = -(Float.floatToRawIntBits(y) & MAGNITUDE) >> 31; // all ones, or none
    return Float.intBitsToFloat(Float.floatToRawIntBits(x) & mask);
  }
}

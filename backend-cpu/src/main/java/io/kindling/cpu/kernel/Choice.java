package io.kindling.cpu.kernel;

/**
 * Choices between two numbers that no processor has to foresee. Of ints C2 makes a conditional
 * move, a nanosecond at most; of floats it makes a jump (JDK 17 to 25), and where every second one
 * is mispredicted an element takes five. The bits are the same.
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
    int first = Float.floatToRawIntBits(yes);
    int second = Float.floatToRawIntBits(no);
    return Float.intBitsToFloat(condition ? first : second);
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

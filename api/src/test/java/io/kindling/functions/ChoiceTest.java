package io.kindling.functions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Choices without a branch have the bits of those with one, of numbers of every kind. */
final class ChoiceTest {
  private static final int STEP = 99_991;

  private static final float[] EDGES = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    1f,
    -1f,
    -1.5f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  @Test
  void thePositivePartKeepsMinusZeroAndNan() {
    for (long bits = 0; bits < 1L << Integer.SIZE; bits += STEP) {
      checkPositivePart(Float.intBitsToFloat((int) bits));
    }
    for (float edge : EDGES) {
      checkPositivePart(edge);
    }
  }

  private static void checkPositivePart(float x) {
    assertSame(Choice.positivePart(x), x < 0 ? 0f : x, x);
    assertSame(Choice.lonePositivePart(x), x < 0 ? 0f : x, x);
  }

  @Test
  void whatIsChosenIsUntouched() {
    for (float x : EDGES) {
      for (float y : EDGES) {
        assertSame(Choice.of(/* condition= */ true, x, y), x, x);
        assertSame(Choice.of(/* condition= */ false, x, y), y, y);
        assertSame(Choice.unlessZero(x, y), y == 0 ? 0f : x, x);
      }
    }
  }

  private static void assertSame(float actual, float expected, float of) {
    assertThat(Float.floatToIntBits(actual))
        .as("%s of %s, not %s", actual, of, expected)
        .isEqualTo(Float.floatToIntBits(expected));
  }
}

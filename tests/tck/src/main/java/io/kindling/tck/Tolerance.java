package io.kindling.tck;

/**
 * How far a value may be from the expected one: {@code |value − expected| ≤ absolute + relative ·
 * |expected|}.
 *
 * @param name what failures call it
 * @param absolute the part that does not grow with the value
 * @param relative the part that does
 */
public record Tolerance(String name, double absolute, double relative) {
  /** The same bits. */
  public static final Tolerance EXACT = new Tolerance("EXACT", 0, 0);

  /** A value of a few float32 operations. */
  public static final Tolerance FORWARD_F32 = new Tolerance("FORWARD_F32", 1e-7, 1e-6);

  /** A gradient of a few float32 operations. */
  public static final Tolerance GRADIENT_F32 = new Tolerance("GRADIENT_F32", 1e-6, 1e-5);

  /** A gradient against a central difference in float32. */
  public static final Tolerance DIFFERENCE_F32 = new Tolerance("DIFFERENCE_F32", 2e-3, 2e-3);

  /** The losses of the tutorial's run on a processor. */
  public static final Tolerance TUTORIAL_CPU = new Tolerance("TUTORIAL_CPU", 0, 1e-4);

  /** The losses of the tutorial's run on a GPU. */
  public static final Tolerance TUTORIAL_GPU = new Tolerance("TUTORIAL_GPU", 0, 1e-5);

  /** What the tutorial's model predicts after its run. */
  public static final Tolerance PREDICTION = new Tolerance("PREDICTION", 1e-5, 0);

  /** What training has found at its end. */
  public static final Tolerance LEARNED = new Tolerance("LEARNED", 1e-4, 0);

  /**
   * The losses of a run against another's or PyTorch's: they shrink by orders of magnitude, and
   * what is left of them is rounding.
   *
   * @param firstLoss the run's first loss
   * @return {@code 1e-4 · loss + 1e-8 · first loss}
   */
  public static Tolerance trajectory(double firstLoss) {
    return new Tolerance("TRAJECTORY", 1e-8 * firstLoss, 1e-4);
  }

  boolean holds(float value, float expected) {
    return Float.floatToIntBits(value) == Float.floatToIntBits(expected)
        || Math.abs((double) value - expected) <= absolute + relative * Math.abs(expected);
  }
}

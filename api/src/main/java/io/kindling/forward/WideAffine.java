package io.kindling.forward;

import io.kindling.functions.Choice;

/**
 * Eight outputs or more, eight at a time. The last eight may have begun before: they are computed
 * again, to the same.
 */
final class WideAffine extends Affine {
  /** Of eight outputs their weights of a feature, then those of the next: read in one stream. */
  private final float[][] panels;

  private final float[] bias;

  /** Whether {@code relu} comes next: it costs least where the sums are at hand. */
  private final boolean positive;

  private WideAffine(float[][] panels, float[] bias, int in, boolean positive) {
    super(in, bias.length);
    this.panels = panels;
    this.bias = bias;
    this.positive = positive;
  }

  WideAffine(float[] weight, float[] bias, int in) {
    this(new float[(bias.length + SUMS - 1) / SUMS][in * SUMS], bias, in, /* positive= */ false);
    for (int panel = 0; panel < panels.length; panel++) {
      for (int i = 0; i < in * SUMS; i++) {
        panels[panel][i] = weight[(first(panel) + i % SUMS) * in + i / SUMS];
      }
    }
  }

  /** The same, then {@code relu}. */
  WideAffine thenPositive() {
    return new WideAffine(panels, bias, in, /* positive= */ true);
  }

  private int first(int panel) {
    return Math.min(panel * SUMS, out - SUMS);
  }

  @Override
  boolean sum(float[] x, int from, float[] y, int rows) {
    boolean finite = true;
    for (int panel = 0; panel < panels.length; panel++) {
      int first = first(panel);
      for (int row = 0; row < rows; row++) {
        int at = row * out + first;
        finite &= Float.isFinite(eight(x, from + row * in, panels[panel], first, y, at));
      }
    }
    return finite;
  }

  /** Computes eight outputs of a row, and returns the first sum. */
  private float eight(float[] x, int from, float[] panel, int output, float[] y, int at) {
    float s0 = bias[output];
    float s1 = bias[output + 1];
    float s2 = bias[output + 2];
    float s3 = bias[output + 3];
    float s4 = bias[output + 4];
    float s5 = bias[output + 5];
    float s6 = bias[output + 6];
    float s7 = bias[output + 7];
    for (int k = 0; k < in; k++) {
      float factor = x[from + k];
      int w = k * SUMS;
      s0 = Math.fma(factor, panel[w], s0);
      s1 = Math.fma(factor, panel[w + 1], s1);
      s2 = Math.fma(factor, panel[w + 2], s2);
      s3 = Math.fma(factor, panel[w + 3], s3);
      s4 = Math.fma(factor, panel[w + 4], s4);
      s5 = Math.fma(factor, panel[w + 5], s5);
      s6 = Math.fma(factor, panel[w + 6], s6);
      s7 = Math.fma(factor, panel[w + 7], s7);
    }
    y[at] = positive ? Choice.lonePositivePart(s0) : s0;
    y[at + 1] = positive ? Choice.lonePositivePart(s1) : s1;
    y[at + 2] = positive ? Choice.lonePositivePart(s2) : s2;
    y[at + 3] = positive ? Choice.lonePositivePart(s3) : s3;
    y[at + 4] = positive ? Choice.lonePositivePart(s4) : s4;
    y[at + 5] = positive ? Choice.lonePositivePart(s5) : s5;
    y[at + 6] = positive ? Choice.lonePositivePart(s6) : s6;
    y[at + 7] = positive ? Choice.lonePositivePart(s7) : s7;
    return s0;
  }
}

package io.kindling.forward;

/**
 * Eight outputs or more, eight at a time. The last eight may have begun before: they are computed
 * again, to the same.
 */
final class WideAffine extends Affine {
  /** Of eight outputs their weights of a feature, then those of the next: read in one stream. */
  private final float[][] panels;

  private final float[] bias;

  WideAffine(float[] weight, float[] bias, int in) {
    super(in, bias.length);
    this.bias = bias;
    this.panels = new float[(out + SUMS - 1) / SUMS][in * SUMS];
    for (int panel = 0; panel < panels.length; panel++) {
      for (int i = 0; i < in * SUMS; i++) {
        panels[panel][i] = weight[(first(panel) + i % SUMS) * in + i / SUMS];
      }
    }
  }

  private int first(int panel) {
    return Math.min(panel * SUMS, out - SUMS);
  }

  @Override
  public void forward(float[] x, int from, float[] y, int rows) {
    for (int panel = 0; panel < panels.length; panel++) {
      int first = first(panel);
      for (int row = 0; row < rows; row++) {
        eight(x, from + row * in, panels[panel], bias, first, y, row * out + first);
      }
    }
  }

  private void eight(
      float[] x, int from, float[] panel, float[] bias, int output, float[] y, int at) {
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
    y[at] = s0;
    y[at + 1] = s1;
    y[at + 2] = s2;
    y[at + 3] = s3;
    y[at + 4] = s4;
    y[at + 5] = s5;
    y[at + 6] = s6;
    y[at + 7] = s7;
  }
}

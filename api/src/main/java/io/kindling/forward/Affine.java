package io.kindling.forward;

import io.kindling.nn.LinearSpec;

/**
 * {@code y = x Wᵀ + b}: each output a sum over the features in ascending order, from the bias, each
 * product fused into it. Such a sum waits for itself, so eight of them run side by side.
 */
abstract class Affine implements Layer {
  /** How many sums run side by side. */
  static final int SUMS = 8;

  final int in;
  final int out;

  Affine(int in, int out) {
    this.in = in;
    this.out = out;
  }

  static Affine of(LinearSpec spec, NamedState.Part part) {
    int in = spec.inFeatures();
    int out = spec.outFeatures();
    float[] bias = spec.bias() ? part.floats("bias", out) : new float[out];
    float[] weight = part.floats("weight", out, in);
    return out < SUMS ? new SlimAffine(weight, bias, in) : new WideAffine(weight, bias, in);
  }

  /**
   * Computes the outputs, and says whether all that went in was finite: a sum with something
   * infinite in it never becomes finite again, and to look at each number takes as long as to
   * multiply it.
   *
   * @return true if so; else some of it may have been, or a sum was too large
   */
  abstract boolean sum(float[] x, int from, float[] y, int rows);

  @Override
  public final void forward(float[] x, float[] y, int rows) {
    sum(x, 0, y, rows);
  }
}

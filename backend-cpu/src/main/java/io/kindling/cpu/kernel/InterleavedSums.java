package io.kindling.cpu.kernel;

import java.util.Arrays;

/**
 * The running sums of {@code Gᵀ x} and of G's rows over groups of {@link Interleaved} blocks, two
 * slices at a time.
 */
abstract class InterleavedSums implements BlockSum.Partial {
  private static final int LANES = Kernels.LANES;

  /** Added to anything it is no change, in its sign neither: so are products of it and 0. */
  private static final float NOTHING = -0f;

  final Interleaved x;
  final int outputs;

  /** The group that x's first row of the part begins with. */
  private final int firstGroup;

  private final Slice even;
  private final Slice odd;

  /** {@code [output, feature]}, then {@code [output]}: the neighbours' sums. */
  private final float[][] sums;

  InterleavedSums(Interleaved x, int firstGroup, int outputs) {
    this.x = x;
    this.firstGroup = firstGroup;
    this.outputs = outputs;
    this.even = new Slice(x.features, outputs);
    this.odd = new Slice(x.features, outputs);
    this.sums = new float[outputs * (x.features + 1)][Interleaved.NEIGHBOURS];
  }

  /** Features and gradients of a slice. */
  private static final class Slice {
    final float[][] near;
    final float[][] gradient;
    private final float[] rows;

    Slice(int features, int outputs) {
      this.near = new float[features][Interleaved.NEIGHBOURS];
      this.gradient = new float[outputs][Interleaved.NEIGHBOURS];
      this.rows = outputs == 1 ? gradient[0] : new float[Interleaved.NEIGHBOURS * outputs];
    }

    void read(InterleavedSums sums, int group, int slice) {
      int present = sums.x.runs(group, slice).rows();
      sums.read(group, slice, near, rows);
      if (gradient.length > 1) {
        Columns.fromRows(rows, gradient, present);
      }
      for (float[] column : gradient) {
        Arrays.fill(column, present, sums.x.neighbours(group), NOTHING);
      }
    }
  }

  /**
   * Finds a slice's features and gradient.
   *
   * @param near where to write the features: {@code [feature, neighbour]}
   * @param gradient where to write G's rows, row by row
   */
  abstract void read(int group, int slice, float[][] near, float[] gradient);

  @Override
  public int blocks() {
    return Interleaved.BLOCKS;
  }

  @Override
  public void compute(int from, int to, float[] out) {
    int group = firstGroup + from / Interleaved.ROWS;
    for (int slice = 0; slice < Interleaved.SLICES; slice += 2) {
      even.read(this, group, slice);
      odd.read(this, group, slice + 1);
      for (int m = 0; m < outputs; m++) {
        add(m, x.neighbours(group), slice == 0);
      }
    }
    for (int i = 0; i < sums.length; i++) {
      fold(sums[i], x.blocks(group), out, i * LANES);
    }
  }

  /** Adds both slices to an output's sums. */
  private void add(int m, int n, boolean first) {
    float[] g0 = even.gradient[m];
    float[] g1 = odd.gradient[m];
    float[] ofBias = sums[outputs * x.features + m];
    if (first) {
      InterleavedLoops.setTwo(g0, g1, ofBias, n);
    } else {
      InterleavedLoops.addTwo(g0, g1, ofBias, n);
    }
    for (int k = 0; k < x.features; k++) {
      float[] sum = sums[m * x.features + k];
      if (first) {
        InterleavedLoops.setTwo(even.near[k], g0, odd.near[k], g1, sum, n);
      } else {
        InterleavedLoops.addTwo(even.near[k], g0, odd.near[k], g1, sum, n);
      }
    }
  }

  /** Adds up the blocks' sums, in the order of {@link BlockSum}'s tree. */
  private static void fold(float[] sums, int blocks, float[] out, int at) {
    if (blocks == Interleaved.BLOCKS) {
      for (int lane = 0; lane < LANES; lane++) {
        float left = foldFour(sums, lane) + foldFour(sums, lane + 4 * LANES);
        float right = foldFour(sums, lane + 8 * LANES) + foldFour(sums, lane + 12 * LANES);
        out[at + lane] = left + right;
      }
      return;
    }
    // a tree's left part is the largest power of two below what there is
    for (int size = 1; size < blocks; size *= 2) {
      for (int block = 0; block + size < blocks; block += 2 * size) {
        int left = block * LANES;
        int right = left + size * LANES;
        for (int lane = 0; lane < LANES; lane++) {
          sums[left + lane] += sums[right + lane];
        }
      }
    }
    System.arraycopy(sums, 0, out, at, LANES);
  }

  private static float foldFour(float[] sums, int at) {
    return (sums[at] + sums[at + LANES]) + (sums[at + 2 * LANES] + sums[at + 3 * LANES]);
  }
}

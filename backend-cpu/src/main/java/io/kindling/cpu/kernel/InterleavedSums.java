package io.kindling.cpu.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

  private @Nullable InterleavedRoom room;

  InterleavedSums(Interleaved x, int firstGroup, int outputs) {
    this.x = x;
    this.firstGroup = firstGroup;
    this.outputs = outputs;
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
  public boolean overwrites() {
    return true;
  }

  @Override
  public void compute(int from, int to, float[] out) {
    int group = firstGroup + from / Interleaved.ROWS;
    InterleavedRoom own = room();
    for (int slice = 0; slice < Interleaved.SLICES; slice += 2) {
      read(group, slice, own.even);
      read(group, slice + 1, own.odd);
      for (int m = 0; m < outputs; m++) {
        add(own, m, x.neighbours(group), slice == 0);
      }
    }
    for (int i = 0; i < own.sums.length; i++) {
      fold(own.sums[i], x.blocks(group), out, i * LANES);
    }
  }

  private InterleavedRoom room() {
    InterleavedRoom present = room;
    if (present == null) {
      InterleavedRoom kept = x.rooms.take(outputs);
      present = kept.outputs == outputs ? kept : new InterleavedRoom(x.features, outputs);
      room = present;
    }
    return present;
  }

  @Override
  public void end() {
    if (room != null) {
      x.rooms.give(room);
      room = null;
    }
  }

  private void read(int group, int slice, InterleavedRoom.Slice into) {
    int present = x.runs(group, slice).rows();
    read(group, slice, into.features, into.rows);
    if (outputs > 1) {
      Columns.fromRows(into.rows, into.gradient, present);
    }
    for (float[] column : into.gradient) {
      Arrays.fill(column, present, x.neighbours(group), NOTHING);
    }
  }

  /** Adds both slices to an output's sums. */
  private void add(InterleavedRoom own, int m, int n, boolean first) {
    float[] g0 = own.even.gradient[m];
    float[] g1 = own.odd.gradient[m];
    float[] ofBias = own.sums[outputs * x.features + m];
    if (first) {
      InterleavedLoops.setTwo(g0, g1, ofBias, n);
    } else {
      InterleavedLoops.addTwo(g0, g1, ofBias, n);
    }
    for (int k = 0; k < x.features; k++) {
      float[] x0 = own.even.features[k];
      float[] x1 = own.odd.features[k];
      float[] sum = own.sums[m * x.features + k];
      if (first) {
        InterleavedLoops.setTwo(x0, g0, x1, g1, sum, n);
      } else {
        InterleavedLoops.addTwo(x0, g0, x1, g1, sum, n);
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

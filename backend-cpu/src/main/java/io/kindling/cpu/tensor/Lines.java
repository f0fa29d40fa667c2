package io.kindling.cpu.tensor;

import io.kindling.core.Shape;
import io.kindling.cpu.kernel.Kernels;
import io.kindling.cpu.kernel.Sharing;
import java.util.Arrays;

/**
 * How the elements of a tensor lie along one dimension: element {@code k} of line {@code i} of slab
 * {@code o} is at {@code (o · size + k) · inner + i}.
 *
 * @param outer how many slabs: the product of the sizes before the dimension
 * @param size the dimension's own size
 * @param inner how many lines a slab has: the product of the sizes after the dimension
 */
record Lines(int outer, int size, int inner) {
  /** What {@link io.kindling.cpu.kernel.BlockSum BlockSum} would take in one piece anyway. */
  private static final int BLOCK = 256;

  static Lines of(Shape shape, int dim) {
    int outer = 1;
    int inner = 1;
    for (int i = 0; i < shape.rank(); i++) {
      if (i < dim) {
        outer *= (int) shape.size(i);
      } else if (i > dim) {
        inner *= (int) shape.size(i);
      }
    }
    return new Lines(outer, (int) shape.size(dim), inner);
  }

  /** How many elements a slab has. */
  int slab() {
    return size * inner;
  }

  /** How many lines there are. */
  int count() {
    return outer * inner;
  }

  /** Where a line's first element is, the lines being counted slab by slab. */
  int start(int line) {
    return line / inner * slab() + line % inner;
  }

  /** Fills each line with one value. */
  float[] repeat(float[] values) {
    float[] out = new float[outer * slab()];
    repeat(values, out);
    return out;
  }

  /** Fills each line with one value, in an array with anything in it. */
  void repeat(float[] values, float[] out) {
    for (int o = 0; o < outer; o++) {
      if (inner == 1) {
        Arrays.fill(out, o * size, (o + 1) * size, values[o]);
      } else {
        for (int k = 0; k < size; k++) {
          System.arraycopy(values, o * inner, out, o * slab() + k * inner, inner);
        }
      }
    }
  }

  /**
   * Sums each line, in the order of {@link io.kindling.cpu.kernel.BlockSum BlockSum}; within a
   * block in that of {@link Kernels#sum} where the line lies in one piece, else in ascending order.
   */
  float[] sum(Kernels kernels, Sharing sharing, float[] values) {
    float[] sums = new float[count()];
    for (int o = 0; o < outer; o++) {
      int first = o * slab();
      if (size > BLOCK || !sharing.isOptional()) {
        System.arraycopy(sumOfBlocks(kernels, sharing, values, o), 0, sums, o * inner, inner);
      } else if (inner == 1) {
        sums[o] = kernels.sum(values, first, first + size);
      } else {
        addRows(values, first, size, sums, o * inner);
      }
    }
    return sums;
  }

  private float[] sumOfBlocks(Kernels kernels, Sharing sharing, float[] values, int o) {
    int first = o * slab();
    return sharing.sumBlocks(
        size,
        inner,
        (from, to, part) -> {
          if (inner == 1) {
            part[0] = kernels.sum(values, first + from, first + to);
          } else {
            addRows(values, first + from * inner, to - from, part, 0);
          }
        });
  }

  private void addRows(float[] values, int from, int rows, float[] sums, int to) {
    for (int k = 0; k < rows; k++) {
      int row = from + k * inner;
      for (int i = 0; i < inner; i++) {
        sums[to + i] += values[row + i];
      }
    }
  }
}

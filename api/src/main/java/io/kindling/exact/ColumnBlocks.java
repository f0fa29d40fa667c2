package io.kindling.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The numbers of a column in some rows, in blocks of {@value #BLOCK}. */
final class ColumnBlocks {
  static final int BLOCK = 256;

  private final List<double[]> blocks = new ArrayList<>();
  private final double[] sizes = new double[BLOCK]; // the largest of each place in a block
  private int count;
  private double largest; // below 0 until it is asked for

  void clear() {
    count = 0;
    largest = 0;
    Arrays.fill(sizes, 0);
  }

  /** Takes a block of numbers that are some places apart, or the last ones. */
  void add(double[] from, int at, int stride, int more) {
    if (blocks.size() == blocks()) {
      blocks.add(new double[BLOCK]);
    }
    double[] block = blocks.get(blocks());
    for (int i = 0, place = at; i < more; i++, place += stride) {
      block[i] = from[place];
    }
    Arrays.fill(block, more, BLOCK, 0);
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.max(sizes[i], Math.abs(block[i]));
    }
    count += more;
    largest = -1;
  }

  /** {@return the largest size of a number; NaN where there is one} */
  double largest() {
    if (largest < 0) {
      largest = 0;
      for (double size : sizes) {
        largest = Math.max(largest, size);
      }
    }
    return largest;
  }

  int count() {
    return count;
  }

  int blocks() {
    return (count + BLOCK - 1) / BLOCK;
  }

  /** The numbers of a block, and 0 behind the last one. */
  double[] block(int i) {
    return blocks.get(i);
  }

  double number(int i) {
    return block(i / BLOCK)[i % BLOCK];
  }

  /** Moves the numbers that are smaller than a limit to others, and leaves 0 in their place. */
  void moveBelow(double limit, ColumnBlocks small) {
    small.clear();
    for (int b = 0; b < blocks(); b++) {
      double[] block = block(b);
      double[] moved = new double[BLOCK];
      for (int i = 0; i < BLOCK; i++) {
        if (Math.abs(block[i]) < limit) {
          moved[i] = block[i];
          block[i] = 0;
        }
      }
      small.add(moved, 0, 1, Math.min(count - b * BLOCK, BLOCK));
    }
  }
}

package io.kindling.forward;

import io.kindling.core.Shape;
import io.kindling.functions.LaneSum;

/**
 * How the elements of a tensor lie along one dimension: element {@code k} of line {@code i} of slab
 * {@code o} is at {@code (o · size + k) · inner + i}.
 *
 * @param outer how many slabs: the product of the sizes before the dimension
 * @param size the dimension's own size
 * @param inner how many lines a slab has: the product of the sizes after the dimension
 */
record Lines(int outer, int size, int inner) {
  /** Elements of a line that are summed before the next; such sums are added in a binary tree. */
  private static final int BLOCK = 256;

  private static final int MAX_LEVELS = 32;

  static Lines of(Shape shape, int dim) {
    long outer = 1;
    long inner = 1;
    for (int i = 0; i < shape.rank(); i++) {
      outer *= i < dim ? shape.size(i) : 1;
      inner *= i > dim ? shape.size(i) : 1;
    }
    return new Lines(
        Math.toIntExact(outer), Math.toIntExact(shape.size(dim)), Math.toIntExact(inner));
  }

  /** How many lines there are. */
  int count() {
    return outer * inner;
  }

  /** Where a line's first element is, the lines being counted slab by slab. */
  int start(int line) {
    return line / inner * size * inner + line % inner;
  }

  /** Sums each line. */
  float[] sum(float[] values) {
    float[] sums = new float[count()];
    for (int line = 0; line < sums.length; line++) {
      sums[line] = size > BLOCK ? tree(values, start(line)) : block(values, start(line), 0, size);
    }
    return sums;
  }

  /** A binary counter: {@code waiting[l]} is the sum of 2^l blocks that waits for its sibling. */
  private float tree(float[] values, int start) {
    float[] waiting = new float[MAX_LEVELS];
    int count = 0;
    for (int from = 0; from < size; from += BLOCK) {
      float sum = block(values, start, from, Math.min(size, from + BLOCK));
      int level = 0;
      for (; (count >> level & 1) == 1; level++) {
        sum = waiting[level] + sum;
      }
      waiting[level] = sum;
      count++;
    }
    return total(waiting, count);
  }

  private static float total(float[] waiting, int count) {
    int level = Integer.numberOfTrailingZeros(count);
    float sum = waiting[level];
    for (level++; level < MAX_LEVELS - 1; level++) {
      if ((count >> level & 1) == 1) {
        sum = waiting[level] + sum;
      }
    }
    return sum;
  }

  /** In lanes where the line lies in one piece, else in ascending order. */
  private float block(float[] values, int start, int from, int to) {
    if (inner == 1) {
      return LaneSum.of(values, start + from, start + to);
    }
    float sum = 0;
    for (int k = from; k < to; k++) {
      sum += values[start + k * inner];
    }
    return sum;
  }
}

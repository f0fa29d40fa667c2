package io.kindling.data;

import io.kindling.error.DataException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** Finds numbers that nothing can be learned from. */
final class Finite {
  /** Values that are added up side by side, which the compiler does with vectors. */
  private static final int LANES = 1024;

  private Finite() {}

  /**
   * Checks that all numbers are finite, at the speed of memory: a sum is not finite where a summand
   * is not. Where it is only too large, a look at each number follows.
   *
   * @param what what they are
   * @param values the numbers, row by row
   * @param count how many of them to look at
   * @param columns how many a row has
   * @param before how many rows came before these
   */
  static void check(String what, float[] values, int count, int columns, long before) {
    float[] sums = new float[LANES];
    for (int from = 0; from < count; from += LANES) {
      add(values, from, Math.min(LANES, count - from), sums);
    }
    float sum = 0;
    for (float lane : sums) {
      sum += lane;
    }
    if (!Float.isFinite(sum)) {
      check(what, FloatBuffer.wrap(values, 0, count), columns, before);
    }
  }

  private static void add(float[] values, int from, int count, float[] sums) {
    for (int i = 0; i < count; i++) {
      sums[i] += values[from + i];
    }
  }

  /**
   * Checks that all numbers are finite.
   *
   * @param what what they are
   * @param values the numbers, row by row
   * @param columns how many a row has
   * @param before how many rows came before these
   */
  static void check(String what, FloatBuffer values, int columns, long before) {
    for (int i = values.position(); i < values.limit(); i++) {
      if (!Float.isFinite(values.get(i))) {
        int at = i - values.position();
        throw new DataException(
            "Dataset",
            what + " must be finite",
            values.get(i) + " in row " + (before + at / columns) + ", column " + at % columns,
            "finite numbers",
            "fill the gap or leave the row out; rows and columns count from 0");
      }
    }
  }

  /** Checks that no class is negative. */
  static void checkClasses(LongBuffer classes, long before) {
    for (int i = classes.position(); i < classes.limit(); i++) {
      if (classes.get(i) < 0) {
        throw new DataException(
            "Dataset",
            "a class must not be negative",
            classes.get(i) + " in row " + (before + i - classes.position()),
            "0 or more",
            "number the classes from 0");
      }
    }
  }
}

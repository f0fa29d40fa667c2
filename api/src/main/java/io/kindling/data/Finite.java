package io.kindling.data;

import io.kindling.error.DataException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** Finds numbers that nothing can be learned from. */
final class Finite {
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
    if (!Float.isFinite(sum(values, count))) {
      check(what, FloatBuffer.wrap(values, 0, count), columns, before);
    }
  }

  /**
   * Checks that rounding to float32 has left all numbers finite.
   *
   * @param what what they are
   * @param given the numbers of all rows, row by row
   * @param rounded those of some rows, rounded
   * @param columns how many a row has
   * @param order which rows
   */
  static void checkRounded(
      String what, double[] given, float[] rounded, int columns, int... order) {
    if (Float.isFinite(sum(rounded, rounded.length))) {
      return;
    }
    for (int i = 0; i < rounded.length; i++) {
      if (!Float.isFinite(rounded[i])) {
        int row = order[i / columns];
        throw new DataException(
            "Dataset",
            what + " must not be too large for float32",
            given[row * columns + i % columns] + " in row " + row + ", column " + i % columns,
            "at most 3.4e38 in size",
            "standardize them first; rows and columns count from 0");
      }
    }
  }

  /** Adds up in eight sums, none of which waits for another. */
  private static float sum(float[] values, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int whole = count & -8;
    for (int i = 0; i < whole; i += 8) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
      e += values[i + 4];
      f += values[i + 5];
      g += values[i + 6];
      h += values[i + 7];
    }
    for (int i = whole; i < count; i++) {
      a += values[i];
    }
    return a + b + c + d + e + f + g + h;
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
        throw refused(what, values.get(i) + "", i - values.position(), columns, before);
      }
    }
  }

  /**
   * Checks that all numbers are finite.
   *
   * @param what what they are
   * @param values the numbers, row by row
   * @param count how many of them to look at
   * @param columns how many a row has
   * @param before how many rows came before these
   */
  static void check(String what, double[] values, int count, int columns, long before) {
    for (int i = 0; i < count; i++) {
      if (!Double.isFinite(values[i])) {
        throw refused(what, values[i] + "", i, columns, before);
      }
    }
  }

  private static DataException refused(String what, String got, int at, int columns, long before) {
    return new DataException(
        "Dataset",
        what + " must be finite",
        got + " in row " + (before + at / columns) + ", column " + at % columns,
        "finite numbers",
        "fill the gap or leave the row out; rows and columns count from 0");
  }

  /** Checks that weights and offsets are finite, and weights not negative. */
  static void checkBeside(Beside beside, float[] values, int rows, long before) {
    int width = beside.width();
    check("weights and offsets", values, rows * width, width, before);
    for (int row = 0; beside.weight() && row < rows; row++) {
      if (values[row * width] < 0) {
        throw new DataException(
            "Dataset",
            "a weight must not be negative",
            values[row * width] + " in row " + (before + row),
            "0 or more",
            "rows count from 0");
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

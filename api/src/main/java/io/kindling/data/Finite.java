package io.kindling.data;

import io.kindling.error.DataException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** Finds numbers that nothing can be learned from. */
final class Finite {
  private Finite() {}

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

package io.kindling.data;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** The numbers of a table, row by row, in the width in which they were given. */
sealed interface Cells {
  /** How many numbers there are. */
  int size();

  /** Copies some rows, rounded to float32. */
  float[] pick(int columns, int... order);

  /** Some rows, copied in their width. */
  Cells select(int columns, int... order);

  /** Copies numbers that follow each other, in float64. */
  void copy(int from, double[] to, int count);

  /**
   * Float32.
   *
   * @param values the numbers, from 0 to its limit
   */
  record Narrow(FloatBuffer values) implements Cells {
    @Override
    public int size() {
      return values.limit();
    }

    @Override
    public float[] pick(int columns, int... order) {
      float[] picked = new float[Math.multiplyExact(order.length, columns)];
      for (int i = 0; i < order.length; i++) {
        values.get(order[i] * columns, picked, i * columns, columns);
      }
      return picked;
    }

    @Override
    public Cells select(int columns, int... order) {
      return new Narrow(FloatBuffer.wrap(pick(columns, order)));
    }

    @Override
    public void copy(int from, double[] to, int count) {
      for (int i = 0; i < count; i++) {
        to[i] = values.get(from + i);
      }
    }
  }

  /**
   * Float64, which no float32 rounds to infinity.
   *
   * @param values the numbers
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Wide(double[] values) implements Cells {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public float[] pick(int columns, int... order) {
      float[] picked = new float[Math.multiplyExact(order.length, columns)];
      for (int i = 0; i < order.length; i++) {
        for (int column = 0; column < columns; column++) {
          picked[i * columns + column] = (float) values[order[i] * columns + column];
        }
      }
      return picked;
    }

    @Override
    public Cells select(int columns, int... order) {
      double[] picked = new double[Math.multiplyExact(order.length, columns)];
      for (int i = 0; i < order.length; i++) {
        System.arraycopy(values, order[i] * columns, picked, i * columns, columns);
      }
      return new Wide(picked);
    }

    @Override
    public void copy(int from, double[] to, int count) {
      System.arraycopy(values, from, to, 0, count);
    }
  }

  /** Some classes, copied. */
  static LongBuffer select(LongBuffer classes, int... order) {
    long[] picked = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      picked[i] = classes.get(order[i]);
    }
    return LongBuffer.wrap(picked);
  }
}

package io.kindling.cpu.kernel;

/**
 * A slim product: its columns are too few for a vector, and computed one after the other. A sum
 * must wait for the one before it to be ready; so eight rows are summed at once, and the processor
 * waits for none.
 */
final class SlimProduct {
  private static final int ROWS = 8;

  private SlimProduct() {}

  static void compute(Product p, int from, int to) {
    for (int column = 0; column < p.columns; column++) {
      int row = from;
      for (; row + ROWS <= to; row += ROWS) {
        eight(p, row, column);
      }
      for (; row < to; row++) {
        one(p, row, column);
      }
    }
  }

  private static void one(Product p, int row, int column) {
    float[] a = p.a.array;
    float[] b = p.b.array;
    int under = p.b.at + p.from * p.b.row + column * p.b.column;
    int step = p.a.column;
    int at = p.a.at + row * p.a.row + p.from * step;
    float sum = p.start(row, column);
    for (int j = p.from; j < p.to; j++, at += step, under += p.b.row) {
      sum = Math.fma(a[at], b[under], sum);
    }
    p.out[row * p.columns + column] = sum;
  }

  private static void eight(Product p, int row, int column) {
    float[] a = p.a.array;
    float[] b = p.b.array;
    int under = p.b.at + p.from * p.b.row + column * p.b.column;
    int next = p.a.row;
    int step = p.a.column;
    int at = p.a.at + row * next + p.from * step;
    float s0 = p.start(row, column);
    float s1 = p.start(row + 1, column);
    float s2 = p.start(row + 2, column);
    float s3 = p.start(row + 3, column);
    float s4 = p.start(row + 4, column);
    float s5 = p.start(row + 5, column);
    float s6 = p.start(row + 6, column);
    float s7 = p.start(row + 7, column);
    for (int j = p.from; j < p.to; j++, at += step, under += p.b.row) {
      float factor = b[under];
      s0 = Math.fma(a[at], factor, s0);
      s1 = Math.fma(a[at + next], factor, s1);
      s2 = Math.fma(a[at + 2 * next], factor, s2);
      s3 = Math.fma(a[at + 3 * next], factor, s3);
      s4 = Math.fma(a[at + 4 * next], factor, s4);
      s5 = Math.fma(a[at + 5 * next], factor, s5);
      s6 = Math.fma(a[at + 6 * next], factor, s6);
      s7 = Math.fma(a[at + 7 * next], factor, s7);
    }
    write(p, row, column, s0, s1, s2, s3);
    write(p, row + 4, column, s4, s5, s6, s7);
  }

  private static void write(
      Product p, int row, int column, float s0, float s1, float s2, float s3) {
    float[] out = p.out;
    int columns = p.columns;
    int at = row * columns + column;
    out[at] = s0;
    out[at + columns] = s1;
    out[at + 2 * columns] = s2;
    out[at + 3 * columns] = s3;
  }
}

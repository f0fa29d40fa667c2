package io.kindling.cpu.kernel;

/**
 * A slim product: its columns are too few to be computed side by side, and so are computed one
 * after the other. A sum must wait for the one before it to be ready; so eight rows are summed at
 * once, and the processor waits for none.
 */
final class SlimProduct implements ReadyProduct {
  private static final int ROWS = 8;

  private final Product p;
  private final MatrixView start;

  SlimProduct(Product p) {
    this.p = p;
    this.start = p.start();
  }

  @Override
  public void rows(int from, int to) {
    for (int column = 0; column < p.columns; column++) {
      int row = from;
      for (; row + ROWS <= to; row += ROWS) {
        eight(row, column);
      }
      for (; row < to; row++) {
        one(row, column);
      }
    }
  }

  private void one(int row, int column) {
    float[] a = p.a.array;
    float[] b = p.b.array;
    int under = p.b.index(0, column);
    int at = p.a.index(row, 0);
    float sum = start.at(row, column);
    for (int j = 0; j < p.depth; j++, at += p.a.column, under += p.b.row) {
      sum = Math.fma(a[at], b[under], sum);
    }
    p.out.array[p.out.index(row, column)] = sum;
  }

  private void eight(int row, int column) {
    float[] a = p.a.array;
    float[] b = p.b.array;
    int depth = p.depth;
    int down = p.b.row;
    int under = p.b.index(0, column);
    int next = p.a.row;
    int step = p.a.column;
    int at = p.a.index(row, 0);
    float s0 = start.at(row, column);
    float s1 = start.at(row + 1, column);
    float s2 = start.at(row + 2, column);
    float s3 = start.at(row + 3, column);
    float s4 = start.at(row + 4, column);
    float s5 = start.at(row + 5, column);
    float s6 = start.at(row + 6, column);
    float s7 = start.at(row + 7, column);
    for (int j = 0; j < depth; j++, at += step, under += down) {
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
    write(row, column, s0, s1, s2, s3);
    write(row + 4, column, s4, s5, s6, s7);
  }

  private void write(int row, int column, float s0, float s1, float s2, float s3) {
    float[] out = p.out.array;
    int next = p.out.row;
    int at = p.out.index(row, column);
    out[at] = s0;
    out[at + next] = s1;
    out[at + 2 * next] = s2;
    out[at + 3 * next] = s3;
  }
}

package io.kindling.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Samples for the Vector API: whole panels of {@value Kernels#LANES} rows, each feature by feature,
 * so that a vector holds one feature of several rows and no sum goes across its lanes; then the
 * rows that are left, as they come. Whole panels are {@link VectorPanels}' affair.
 */
final class PanelSamples implements Samples {
  private static final int LANES = Kernels.LANES;
  private static final int WIDTH = VectorPanels.WIDTH;
  private static final int SIDE_BY_SIDE = VectorPanels.SIDE_BY_SIDE;

  private final float[] x;

  /** The first row; before it are whole panels. */
  private final int start;

  private final int rows;
  private final int features;

  /** The rows of whole panels in the array. */
  private final int inPanels;

  /** The rows of whole panels from the start on. */
  private final int whole;

  private PanelSamples(float[] x, int start, int rows, int features, int inPanels) {
    this.x = x;
    this.start = start;
    this.rows = rows;
    this.features = features;
    this.inPanels = inPanels;
    this.whole = Math.max(0, Math.min(rows - rows % LANES, inPanels - start));
  }

  /**
   * Copies samples that lie row by row.
   *
   * @return the copy; null where it would bring nothing, or would not fit into the heap
   */
  static @Nullable PanelSamples pack(Samples samples) {
    int rows = samples.rows();
    int features = samples.features();
    if (rows < SIDE_BY_SIDE * LANES || features == 0 || !fits(4L * rows * features)) {
      return null;
    }
    PanelSamples packed =
        new PanelSamples(new float[rows * features], 0, rows, features, rows - rows % LANES);
    packed.move(samples.rowMajor(), true);
    return packed;
  }

  /** Whether the heap has so many bytes, and some more, without taking out the garbage. */
  private static boolean fits(long bytes) {
    Runtime heap = Runtime.getRuntime();
    return heap.maxMemory() - heap.totalMemory() + heap.freeMemory() > bytes + bytes / 4;
  }

  @Override
  public Samples part(int first, int count) {
    return new PanelSamples(x, start + first, count, features, inPanels);
  }

  @Override
  public float[] rowMajor() {
    float[] rowMajor = new float[rows * features];
    move(rowMajor, false);
    return rowMajor;
  }

  private void move(float[] rowMajor, boolean here) {
    for (int row = 0; row < whole; row += LANES) {
      // in feature's order: the lines of the cache that are read or written apart are but LANES
      for (int k = 0; k < features; k++) {
        for (int lane = 0; lane < LANES; lane++) {
          move(
              rowMajor,
              (row + lane) * features + k,
              (start + row) * features + k * LANES + lane,
              here);
        }
      }
    }
    for (int row = whole; row < rows; row++) {
      for (int k = 0; k < features; k++) {
        move(rowMajor, row * features + k, first(row) + k * stride(row), here);
      }
    }
  }

  private void move(float[] rowMajor, int there, int at, boolean here) {
    if (here) {
      x[at] = rowMajor[there];
    } else {
      rowMajor[there] = x[at];
    }
  }

  /** Where a row's first feature is. */
  private int first(int row) {
    int own = start + row;
    return own < inPanels ? (own - own % LANES) * features + own % LANES : own * features;
  }

  /** How far apart a row's features are. */
  private int stride(int row) {
    return start + row < inPanels ? LANES : 1;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public void affine(
      float[] weight, float[] bias, int from, int to, float[] y, int at, int outputs) {
    int end = Math.min(to, whole);
    int n = Math.max(0, end - from);
    float[] starts = bias.length == 0 ? new float[outputs] : bias;
    if (outputs == 1) {
      columns(weight, starts, from, end, y, at, n);
    } else {
      float[] columns = new float[n * outputs];
      columns(weight, starts, from, end, columns, 0, n);
      for (int output = 0; output < outputs; output++) {
        for (int row = 0; row < n; row++) {
          y[at + row * outputs + output] = columns[output * n + row];
        }
      }
    }
    for (int row = from + n; row < to; row++) {
      for (int output = 0; output < outputs; output++) {
        y[at + (row - from) * outputs + output] =
            dot(row, weight, output * features, starts[output]);
      }
    }
  }

  /** Of a row that is left: it is in no whole panel. */
  private float dot(int row, float[] weight, int at, float from) {
    float sum = from;
    int i = first(row);
    int stride = stride(row);
    for (int k = 0; k < features; k++) {
      sum = Math.fma(x[i + k * stride], weight[at + k], sum);
    }
    return sum;
  }

  /** Whole panels, to a column for every output: n numbers, of which the first is at an index. */
  private void columns(float[] w, float[] starts, int from, int end, float[] y, int at, int n) {
    int outputs = starts.length;
    int row = from;
    for (; row + SIDE_BY_SIDE * WIDTH <= end; row += SIDE_BY_SIDE * WIDTH) {
      int i = (start + row) * features;
      int out = at + row - from;
      int m = 0;
      for (; m + 1 < outputs; m += 2) {
        VectorPanels.affineTwo(
            x, i, features, w, m * features, starts[m], starts[m + 1], y, out + m * n, n);
      }
      if (m < outputs) {
        VectorPanels.affine(x, i, features, w, m * features, starts[m], y, out + m * n);
      }
    }
    for (; row < end; row += WIDTH) {
      int i = (start + row - row % LANES) * features + row % LANES;
      for (int m = 0; m < outputs; m++) {
        VectorPanels.affineOne(
            x, i, features, w, m * features, starts[m], y, at + row - from + m * n);
      }
    }
  }

  // running sums: [output][feature][lane], then [output][lane]

  @Override
  public void addGradients(float[] gradient, int at, int from, int to, float[] sums, int outputs) {
    int n = Math.max(0, Math.min(to, whole) - from);
    if (outputs == 1) {
      addColumns(gradient, at, from, n, sums, 1);
    } else {
      float[] columns = new float[n * outputs];
      for (int output = 0; output < outputs; output++) {
        for (int row = 0; row < n; row++) {
          columns[output * n + row] = gradient[at + row * outputs + output];
        }
      }
      addColumns(columns, 0, from, n, sums, outputs);
    }
    for (int row = from + n; row < to; row++) {
      addRow(gradient, at + (row - from) * outputs, row, sums, outputs);
    }
  }

  /** Whole panels, whose gradients are a column for every output. */
  private void addColumns(float[] g, int at, int from, int n, float[] sums, int outputs) {
    for (int output = 0; output < outputs; output++) {
      VectorPanels.addLanes(
          g, at + output * n, n / LANES, sums, (outputs * features + output) * LANES);
    }
    int row = 0;
    for (; row + SIDE_BY_SIDE * LANES <= n; row += SIDE_BY_SIDE * LANES) {
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        int i = (start + from + row) * features + lane;
        int m = 0;
        for (; m + 1 < outputs; m += 2) {
          int sum = m * features * LANES + lane;
          VectorPanels.addTwo(x, i, features, g, at + m * n + row + lane, n, sums, sum);
        }
        if (m < outputs) {
          int sum = m * features * LANES + lane;
          VectorPanels.add(x, i, features, g, at + m * n + row + lane, sums, sum);
        }
      }
    }
    for (; row < n; row += LANES) {
      addPanel(g, at + row, n, from + row, sums, outputs);
    }
  }

  private void addPanel(float[] g, int at, int next, int row, float[] sums, int outputs) {
    for (int m = 0; m < outputs; m++) {
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        VectorPanels.addOne(
            x,
            (start + row) * features + lane,
            features,
            g,
            at + m * next + lane,
            sums,
            m * features * LANES + lane);
      }
    }
  }

  /** A row that is left. */
  private void addRow(float[] gradient, int at, int row, float[] sums, int outputs) {
    int lane = row % LANES;
    int i = first(row);
    int stride = stride(row);
    for (int output = 0; output < outputs; output++) {
      float factor = gradient[at + output];
      int sum = output * features * LANES + lane;
      for (int k = 0; k < features; k++) {
        sums[sum + k * LANES] = Math.fma(factor, x[i + k * stride], sums[sum + k * LANES]);
      }
      sums[LANES * outputs * features + output * LANES + lane] += factor;
    }
  }

  @Override
  public void fold(float[] sums, float[] weight, float[] bias) {
    fold(sums, 0, weight);
    fold(sums, LANES * weight.length, bias);
  }

  private static void fold(float[] sums, int at, float[] out) {
    for (int i = 0; i < out.length; i++) {
      int first = at + i * LANES;
      for (int half = LANES / 2; half > 0; half /= 2) {
        for (int lane = 0; lane < half; lane++) {
          sums[first + lane] += sums[first + lane + half];
        }
      }
      out[i] = sums[first];
    }
  }
}

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
  private final int rows;
  private final int features;
  private final int whole;

  private PanelSamples(float[] x, int rows, int features) {
    this.x = x;
    this.rows = rows;
    this.features = features;
    this.whole = rows - rows % LANES;
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
    PanelSamples packed = new PanelSamples(new float[rows * features], rows, features);
    packed.move(samples.rowMajor(), true);
    return packed;
  }

  /** Whether the heap has so many bytes, and some more, without taking out the garbage. */
  private static boolean fits(long bytes) {
    Runtime heap = Runtime.getRuntime();
    return heap.maxMemory() - heap.totalMemory() + heap.freeMemory() > bytes + bytes / 4;
  }

  @Override
  public float[] rowMajor() {
    float[] rowMajor = new float[x.length];
    move(rowMajor, false);
    return rowMajor;
  }

  private void move(float[] rowMajor, boolean here) {
    for (int panel = 0; panel < whole; panel += LANES) {
      movePanel(rowMajor, panel * features, here);
    }
    int left = whole * features;
    System.arraycopy(here ? rowMajor : x, left, here ? x : rowMajor, left, x.length - left);
  }

  private void movePanel(float[] rowMajor, int at, boolean here) {
    for (int k = 0; k < features; k++) {
      int panel = at + k * LANES;
      for (int lane = 0; lane < LANES; lane++) {
        int row = at + lane * features + k;
        if (here) {
          x[panel + lane] = rowMajor[row];
        } else {
          rowMajor[row] = x[panel + lane];
        }
      }
    }
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
      for (int row = 0; row < n; row++) {
        for (int output = 0; output < outputs; output++) {
          y[at + row * outputs + output] = columns[output * n + row];
        }
      }
    }
    if (n < to - from) {
      int left = from + n;
      RowMajorSamples.affine(
          x, left * features, features, weight, bias, to - left, y, at + n * outputs, outputs);
    }
  }

  /** Whole panels, to a column for every output: n numbers, of which the first is at an index. */
  private void columns(float[] w, float[] starts, int from, int end, float[] y, int at, int n) {
    int outputs = starts.length;
    int row = from;
    for (; row + SIDE_BY_SIDE * WIDTH <= end; row += SIDE_BY_SIDE * WIDTH) {
      int i = row * features;
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
      int i = (row - row % LANES) * features + row % LANES;
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
      for (int row = 0; row < n; row++) {
        for (int output = 0; output < outputs; output++) {
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
      int sum = (outputs * features + output) * LANES;
      for (int row = 0; row < n; row++) {
        sums[sum + row % LANES] += g[at + output * n + row];
      }
    }
    int row = 0;
    for (; row + SIDE_BY_SIDE * LANES <= n; row += SIDE_BY_SIDE * LANES) {
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        int i = (from + row) * features + lane;
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
            row * features + lane,
            features,
            g,
            at + m * next + lane,
            sums,
            m * features * LANES + lane);
      }
    }
  }

  /** A row that is left: it is in no panel. */
  private void addRow(float[] gradient, int at, int row, float[] sums, int outputs) {
    int lane = row % LANES;
    for (int output = 0; output < outputs; output++) {
      float factor = gradient[at + output];
      int sum = output * features * LANES + lane;
      for (int k = 0; k < features; k++) {
        sums[sum + k * LANES] = Math.fma(factor, x[row * features + k], sums[sum + k * LANES]);
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

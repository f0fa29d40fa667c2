package io.kindling.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Samples for the Vector API, in {@link Panels}: so a vector holds one feature of several rows, no
 * sum goes across its lanes, and memory is read in one stream. Whole vectors are {@link
 * VectorPanels}' affair; the rows that are left are computed one by one.
 */
final class PanelSamples extends ContiguousSamples {
  private static final int LANES = Kernels.LANES;

  /** Rows of a panel. */
  private static final int ROWS = Panels.ROWS;

  private final Panels panels;
  private final float[] x;

  /** The first row, a multiple of {@value Kernels#LANES}. */
  private final int start;

  private final int rows;
  private final int features;

  /** The rows from the start on that are computed on in vectors. */
  private final int whole;

  private PanelSamples(Panels panels, int start, int rows) {
    this.panels = panels;
    this.x = panels.x;
    this.start = start;
    this.rows = rows;
    this.features = panels.features;
    this.whole = rows - rows % LANES;
  }

  /** Copies samples as {@link Panels#pack} does; null where that does not. */
  static @Nullable PanelSamples pack(float[] x, int rows, int features, Sharing sharing) {
    Panels panels = Panels.pack(x, rows, features, sharing);
    return panels == null ? null : new PanelSamples(panels, 0, rows);
  }

  @Override
  public Samples part(int first, int count) {
    return new PanelSamples(panels, start + first, count);
  }

  @Override
  public float[] rowMajor(int first, int count) {
    return panels.rowMajor(start + first, count);
  }

  @Override
  public BlockSum.Partial onePass(float[] weight, float[] bias, int outputs, RowLoss loss) {
    return hasBlocks()
        ? new PanelSums.OnePass(this, weight, bias, outputs, loss)
        : super.onePass(weight, bias, outputs, loss);
  }

  @Override
  public BlockSum.Partial gradients(float[] gradient, int outputs) {
    return hasBlocks()
        ? new PanelSums.Gradients(this, gradient, outputs)
        : super.gradients(gradient, outputs);
  }

  /** Whether {@link PanelSums} can sum them: there are whole blocks, of whole panels, and near. */
  private boolean hasBlocks() {
    return rows >= BlockSum.BLOCK && start % ROWS == 0 && PanelSums.suits(features);
  }

  /** The first row of the next panel. */
  private int afterPanel(int row) {
    return row + ROWS - (start + row) % ROWS;
  }

  /** Where a row's first feature is; the next is {@value #ROWS} elements on. */
  private int at(int row) {
    return panels.at(start + row);
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
      ColumnMajor.toRows(columns, n, y, at, outputs);
    }
    for (int row = from + n; row < to; row++) {
      for (int output = 0; output < outputs; output++) {
        y[at + (row - from) * outputs + output] =
            dot(row, weight, output * features, starts[output]);
      }
    }
  }

  /** Of a row that is in no whole vector. */
  private float dot(int row, float[] weight, int first, float from) {
    int at = at(row);
    float sum = from;
    for (int k = 0; k < features; k++) {
      sum = Math.fma(x[at + k * ROWS], weight[first + k], sum);
    }
    return sum;
  }

  /** Whole vectors, to a column for every output: n numbers, of which the first is at an index. */
  private void columns(float[] w, float[] starts, int from, int end, float[] y, int at, int n) {
    int outputs = starts.length;
    for (int row = from; row < end; row = afterPanel(row)) {
      int length = Math.min(end, afterPanel(row)) - row;
      for (int m = 0; m < outputs; m++) {
        VectorPanels.affine(
            x, at(row), length, features, w, m * features, starts[m], y, at + row - from + m * n);
      }
    }
  }

  // running sums: [output][feature][lane], then [output][lane]

  @Override
  void addGradients(float[] gradient, int at, int from, int to, float[] sums, int outputs) {
    int n = Math.max(0, Math.min(to, whole) - from);
    if (outputs == 1) {
      addColumns(gradient, at, from, n, sums, 1);
    } else {
      float[] columns = new float[n * outputs];
      ColumnMajor.fromRows(gradient, at, outputs, columns, n);
      addColumns(columns, 0, from, n, sums, outputs);
    }
    for (int row = from + n; row < to; row++) {
      addRow(gradient, at + (row - from) * outputs, row, sums, outputs);
    }
  }

  /** Whole vectors, whose gradients are a column for every output. */
  private void addColumns(float[] g, int at, int from, int n, float[] sums, int outputs) {
    for (int output = 0; output < outputs; output++) {
      VectorPanels.addLanes(
          g, at + output * n, n / LANES, sums, (outputs * features + output) * LANES);
    }
    int end = from + n;
    for (int row = from; row < end; row = afterPanel(row)) {
      int length = Math.min(end, afterPanel(row)) - row;
      for (int m = 0; m < outputs; m++) {
        VectorPanels.add(
            x, at(row), length, features, g, at + row - from + m * n, sums, m * features * LANES);
      }
    }
  }

  /**
   * The running sums of a whole block, where {@link #hasBlocks}.
   *
   * @param gradient G, the block's first row at an index: {@code [·, m]}
   * @param from the block's first row
   * @param onto whether they are added to what is there
   */
  void sumBlock(float[] gradient, int at, int from, float[] sums, int outputs, boolean onto) {
    float[] columns = gradient;
    int first = at;
    if (outputs > 1) {
      columns = new float[BlockSum.BLOCK * outputs];
      first = 0;
      ColumnMajor.fromRows(gradient, at, outputs, columns, BlockSum.BLOCK);
    }
    for (int m = 0; m < outputs; m++) {
      int g = first + m * BlockSum.BLOCK;
      VectorBlocks.sum(columns, g, sums, (outputs * features + m) * LANES, onto);
      VectorBlocks.sum(x, at(from), features, columns, g, sums, m * features * LANES, onto);
    }
  }

  /** A row that is in no whole vector. */
  private void addRow(float[] gradient, int first, int row, float[] sums, int outputs) {
    int lane = row % LANES;
    int at = at(row);
    for (int output = 0; output < outputs; output++) {
      float factor = gradient[first + output];
      int sum = output * features * LANES + lane;
      for (int k = 0; k < features; k++) {
        sums[sum + k * LANES] = Math.fma(factor, x[at + k * ROWS], sums[sum + k * LANES]);
      }
      sums[LANES * outputs * features + output * LANES + lane] += factor;
    }
  }

  @Override
  public void fold(float[] sums, float[] weight, float[] bias) {
    Lanes.foldEach(sums, 0, weight);
    Lanes.foldEach(sums, LANES * weight.length, bias);
  }
}

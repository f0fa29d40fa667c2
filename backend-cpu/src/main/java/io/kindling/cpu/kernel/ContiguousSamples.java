package io.kindling.cpu.kernel;

/** Samples whose rows can be computed on in the order in which they come, some at a time. */
abstract class ContiguousSamples implements Samples {
  /** Rows that are computed on before others are looked at, at least: what panels like. */
  private static final int ROWS = 64;

  /** Elements of such rows that stay in the nearest cache. */
  private static final int NEAR = 4096;

  /**
   * Adds some rows to the running sums of {@code Gᵀ x} and of G's rows.
   *
   * @param gradient G, row {@code from} at index {@code at}: {@code [·, m]}
   * @param at where in G the rows begin
   * @param from the first row, a multiple of {@value Kernels#LANES}
   * @param to the row after the last
   * @param sums the running sums, {@link #width} of them
   * @param outputs m
   */
  abstract void addGradients(float[] gradient, int at, int from, int to, float[] sums, int outputs);

  @Override
  public final int grain() {
    return Kernels.LANES;
  }

  @Override
  public BlockSum.Partial gradients(float[] gradient, int outputs) {
    return (from, to, sums) -> addGradients(gradient, from * outputs, from, to, sums, outputs);
  }

  @Override
  public BlockSum.Partial onePass(float[] weight, float[] bias, int outputs, RowLoss loss) {
    return new Pass(this, weight, bias, outputs, loss);
  }

  /** With room of its own for a block's predictions and their gradients. */
  private static final class Pass implements BlockSum.Partial {
    private final ContiguousSamples samples;
    private final float[] weight;
    private final float[] bias;
    private final int outputs;
    private final RowLoss loss;
    private final int rows;
    private final float[] block;
    private final float[] prediction;
    private final float[] gradient;

    Pass(ContiguousSamples samples, float[] weight, float[] bias, int outputs, RowLoss loss) {
      this.samples = samples;
      this.weight = weight;
      this.bias = bias;
      this.outputs = outputs;
      this.loss = loss;
      int near = NEAR / samples.features() / ROWS * ROWS;
      this.rows = Math.max(ROWS, Math.min(BlockSum.BLOCK, near));
      this.block = new float[BlockSum.BLOCK * outputs];
      this.prediction = rows == BlockSum.BLOCK ? block : new float[rows * outputs];
      this.gradient = new float[rows * outputs];
    }

    @Override
    public BlockSum.Partial own() {
      return new Pass(samples, weight, bias, outputs, loss);
    }

    @Override
    public void compute(int from, int to, float[] sums) {
      for (int row = from; row < to; row += rows) {
        int end = Math.min(to, row + rows);
        samples.affine(weight, bias, row, end, prediction, 0, outputs);
        loss.gradient(prediction, RowRuns.of(row, end), gradient);
        samples.addGradients(gradient, 0, row, end, sums, outputs);
        if (prediction != block) {
          int at = (row - from) * outputs;
          System.arraycopy(prediction, 0, block, at, (end - row) * outputs);
        }
      }
      loss.note(block, from, to);
    }
  }
}

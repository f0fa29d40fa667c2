package io.kindling.cpu.kernel;

import org.jspecify.annotations.Nullable;

/** Samples for loops in plain Java, which are {@link Interleaved}. */
final class InterleavedSamples implements Samples {
  private static final int ROWS = Interleaved.ROWS;

  private final Interleaved x;
  private final int firstGroup;
  private final int rows;

  private InterleavedSamples(Interleaved x, int firstGroup, int rows) {
    this.x = x;
    this.firstGroup = firstGroup;
    this.rows = rows;
  }

  /** Copies samples as {@link Interleaved#pack} does; null where that does not. */
  static @Nullable InterleavedSamples pack(float[] x, int rows, int features, Sharing sharing) {
    Interleaved packed = Interleaved.pack(x, rows, features, sharing);
    return packed == null ? null : new InterleavedSamples(packed, 0, rows);
  }

  /** As {@link SampleLayout#divides}: a part is whole groups. */
  static boolean divides(int start, int end, int rows) {
    return start % ROWS == 0 && (end % ROWS == 0 || end == rows);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int features() {
    return x.features;
  }

  @Override
  public int grain() {
    return ROWS;
  }

  @Override
  public Samples part(int start, int count) {
    return new InterleavedSamples(x, firstGroup + start / ROWS, count);
  }

  @Override
  public float[] rowMajor(int start, int count) {
    return x.rowMajor(firstGroup * ROWS + start, count);
  }

  /** From the first row of all to this part's first. */
  private int skipped() {
    return firstGroup * ROWS;
  }

  @Override
  public void affine(
      float[] weight, float[] bias, int from, int to, float[] y, int at, int outputs) {
    Affine affine = new Affine(x, weight, bias, outputs);
    float[][] near = new float[x.features][Interleaved.NEIGHBOURS];
    for (int row = from; row < to; row += ROWS) {
      int group = firstGroup + row / ROWS;
      for (int slice = 0; slice < Interleaved.SLICES; slice++) {
        RowRuns runs = x.runs(group, slice).from(skipped() + from);
        runs.scatter(affine.compute(group, slice, near), outputs, y, at);
      }
    }
  }

  /** Computes the predictions of slices. */
  private static final class Affine {
    private final Interleaved x;
    private final float[] weight;
    private final float[] bias;
    private final float[][] columns;
    private final float[] rows;

    Affine(Interleaved x, float[] weight, float[] bias, int outputs) {
      this.x = x;
      this.weight = weight;
      this.bias = bias;
      this.columns = new float[outputs][Interleaved.NEIGHBOURS];
      this.rows = outputs == 1 ? columns[0] : new float[Interleaved.NEIGHBOURS * outputs];
    }

    /** {@return a slice's predictions, row by row; good until the next slice's} */
    float[] compute(int group, int slice, float[][] near) {
      InterleavedLoops.affine(x, group, slice, weight, bias, near, columns);
      if (columns.length > 1) {
        Columns.toRows(columns, rows, x.neighbours(group));
      }
      return rows;
    }
  }

  @Override
  public BlockSum.Partial gradients(float[] gradient, int outputs) {
    return new Gradients(this, gradient, outputs);
  }

  /** Sums of a gradient that is there. */
  private static final class Gradients extends InterleavedSums {
    private final InterleavedSamples samples;
    private final float[] gradient;

    Gradients(InterleavedSamples samples, float[] gradient, int outputs) {
      super(samples.x, samples.firstGroup, outputs);
      this.samples = samples;
      this.gradient = gradient;
    }

    @Override
    public BlockSum.Partial own() {
      return new Gradients(samples, gradient, outputs);
    }

    @Override
    void read(int group, int slice, float[][] near, float[] out) {
      x.fetch(group, slice, 0, x.features, near);
      x.runs(group, slice).from(samples.skipped()).gather(gradient, outputs, out);
    }
  }

  @Override
  public BlockSum.Partial onePass(float[] weight, float[] bias, int outputs, RowLoss loss) {
    return new OnePass(this, weight, bias, outputs, loss);
  }

  /** Sums of a gradient that a loss makes of the predictions. */
  private static final class OnePass extends InterleavedSums {
    private final InterleavedSamples samples;
    private final float[] weight;
    private final float[] bias;
    private final RowLoss loss;
    private final Affine affine;

    /** A group's, row by row. */
    private final float[] predictions;

    OnePass(InterleavedSamples samples, float[] weight, float[] bias, int outputs, RowLoss loss) {
      super(samples.x, samples.firstGroup, outputs);
      this.samples = samples;
      this.weight = weight;
      this.bias = bias;
      this.loss = loss;
      this.affine = new Affine(samples.x, weight, bias, outputs);
      this.predictions = new float[ROWS * outputs];
    }

    @Override
    public BlockSum.Partial own() {
      return new OnePass(samples, weight, bias, outputs, loss);
    }

    @Override
    void read(int group, int slice, float[][] near, float[] out) {
      RowRuns runs = x.runs(group, slice);
      float[] prediction = affine.compute(group, slice, near);
      runs.from(group * ROWS).scatter(prediction, outputs, predictions, 0);
      loss.gradient(prediction, runs.from(samples.skipped()), out);
    }

    @Override
    public void compute(int from, int to, float[] out) {
      super.compute(from, to, out);
      loss.note(predictions, from, to);
    }
  }

  @Override
  public void fold(float[] sums, float[] weight, float[] bias) {
    Lanes.foldEach(sums, 0, weight);
    Lanes.foldEach(sums, Kernels.LANES * weight.length, bias);
  }
}

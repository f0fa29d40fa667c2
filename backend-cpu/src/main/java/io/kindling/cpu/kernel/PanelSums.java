package io.kindling.cpu.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The running sums of {@code Gᵀ x} and of G's rows over {@link PanelSamples}, some blocks at a
 * time: first all their predictions, for memory is read at its full speed only if it is read for a
 * while; then block after block, which by then is near.
 */
abstract class PanelSums implements BlockSum.Partial {
  private static final int BLOCK = BlockSum.BLOCK;

  /** Rows times features that are read at once, in blocks: a part of the second nearest cache. */
  private static final int NEAR = 64;

  /** The most blocks: the fewer, the better threads can share them. */
  private static final int MOST_BLOCKS = 8;

  /** With more, two blocks would not stay near. */
  private static final int MOST_FEATURES = 128;

  final PanelSamples samples;
  final int outputs;
  private final int blocks;

  /** For each level of the tree, the sums of a right part. */
  private final float[] @Nullable [] right;

  PanelSums(PanelSamples samples, int outputs) {
    this.samples = samples;
    this.outputs = outputs;
    int near = Integer.highestOneBit(NEAR / samples.features());
    this.blocks = Math.max(2, Math.min(MOST_BLOCKS, near));
    this.right = new float[Integer.numberOfTrailingZeros(blocks)][];
  }

  /** Whether it is worth it with so many features. */
  static boolean suits(int features) {
    return features <= MOST_FEATURES;
  }

  @Override
  public final int blocks() {
    return blocks;
  }

  @Override
  public final boolean overwrites() {
    return true;
  }

  /** How many rows are computed on at once, at most. */
  final int rowsAtOnce() {
    return Math.min(samples.rows(), blocks * BLOCK);
  }

  /**
   * Sums over some blocks in the order of {@link BlockSum}'s tree; G's first row is at an index.
   */
  final void sum(float[] gradient, int at, int from, int to, float[] out, int level) {
    if (to - from <= BLOCK) {
      sumBlock(gradient, at, from, to, out, false);
      return;
    }
    int left = Integer.highestOneBit((to - from - 1) / BLOCK) * BLOCK;
    int middle = from + left;
    int next = at + left * outputs;
    sum(gradient, at, from, middle, out, level + 1);
    if (to - middle <= BLOCK) {
      sumBlock(gradient, next, middle, to, out, true);
    } else {
      float[] other = right(level, out.length);
      sum(gradient, next, middle, to, other, level + 1);
      add(other, out);
    }
  }

  private void sumBlock(float[] gradient, int at, int from, int to, float[] out, boolean onto) {
    if (to - from == BLOCK) {
      samples.sumBlock(gradient, at, from, out, outputs, onto);
      return;
    }
    float[] sums = onto ? new float[out.length] : out;
    Arrays.fill(sums, 0f);
    samples.addGradients(gradient, at, from, to, sums, outputs);
    if (onto) {
      add(sums, out);
    }
  }

  private float[] right(int level, int width) {
    float[] present = right[level];
    if (present == null) {
      present = new float[width];
      right[level] = present;
    }
    return present;
  }

  private static void add(float[] sums, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] += sums[i];
    }
  }

  /** Sums of a gradient that is there. */
  static final class Gradients extends PanelSums {
    private final float[] gradient;

    Gradients(PanelSamples samples, float[] gradient, int outputs) {
      super(samples, outputs);
      this.gradient = gradient;
    }

    @Override
    public BlockSum.Partial own() {
      return new Gradients(samples, gradient, outputs);
    }

    @Override
    public void compute(int from, int to, float[] out) {
      sum(gradient, from * outputs, from, to, out, 0);
    }
  }

  /** Sums of a gradient that a loss makes of the predictions. */
  static final class OnePass extends PanelSums {
    private final float[] weight;
    private final float[] bias;
    private final RowLoss loss;
    private final float[] prediction;
    private final float[] gradient;

    OnePass(PanelSamples samples, float[] weight, float[] bias, int outputs, RowLoss loss) {
      super(samples, outputs);
      this.weight = weight;
      this.bias = bias;
      this.loss = loss;
      this.prediction = new float[rowsAtOnce() * outputs];
      this.gradient = new float[rowsAtOnce() * outputs];
    }

    @Override
    public BlockSum.Partial own() {
      return new OnePass(samples, weight, bias, outputs, loss);
    }

    @Override
    public void compute(int from, int to, float[] out) {
      samples.affine(weight, bias, from, to, prediction, 0, outputs);
      loss.gradient(prediction, RowRuns.of(from, to), gradient);
      loss.note(prediction, from, to);
      sum(gradient, 0, from, to, out, 0);
    }
  }
}

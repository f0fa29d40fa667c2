package io.kindling.cpu.nn;

import io.kindling.Shape;
import io.kindling.cpu.kernel.BlockSum;
import io.kindling.cpu.kernel.Kernels;
import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.kernel.Samples;
import io.kindling.cpu.kernel.Sharing;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.cpu.tensor.Operation;
import io.kindling.cpu.tensor.Promise;
import io.kindling.cpu.tensor.Sizes;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x Wᵀ + b}, slim: with few outputs, so that it takes as long as reading x. The
 * gradients of W and b are sums over the rows; so where x has no gradient of its own, a loss can go
 * through x once: it has a block's gradient while the block is still at hand.
 */
final class SlimAffine extends Operation {
  /** The most outputs that are few. */
  private static final int OUTPUTS = 8;

  /** The most weights: each has as many running sums as there are lanes. */
  private static final int WEIGHTS = 1 << 16;

  private static final float[] NO_BIAS = {};

  private final Kernels kernels;
  private final Sharing sharing;
  private final CpuTensor x;
  private final CpuTensor weight;
  private final @Nullable CpuTensor bias;
  private final float[] weights;
  private final float[] biases;
  private final Samples samples;
  private final int outputs;

  /**
   * Reads the parameters as they are now.
   *
   * @param copy whether they may have changed when the values are computed
   */
  SlimAffine(
      Processor processor, CpuTensor x, CpuTensor weight, @Nullable CpuTensor bias, boolean copy) {
    super(
        Sizes.check("linear", Shape.of(x.size(0), weight.size(0))), Layer.inputs(x, weight, bias));
    this.kernels = processor.kernels();
    this.sharing = processor.sharing();
    this.x = x;
    this.weight = weight;
    this.bias = bias;
    this.outputs = weight.size(0);
    this.samples = x.samples(processor.layout());
    float[] own = bias == null ? NO_BIAS : bias.values();
    this.weights = copy ? weight.values().clone() : weight.values();
    this.biases = copy ? own.clone() : own;
  }

  /** Whether a layer has few outputs, and not so many inputs that its sums would fill the heap. */
  static boolean suits(CpuTensor weight) {
    return weight.size(0) <= OUTPUTS && weight.numel() <= WEIGHTS;
  }

  int rows() {
    return samples.rows();
  }

  int features() {
    return samples.features();
  }

  int outputs() {
    return outputs;
  }

  /** How many running sums the gradients have. */
  int width() {
    return samples.width(outputs);
  }

  /** What a row costs, as in {@link Sharing#forRange}. */
  int cost() {
    return 1 + samples.features() * outputs / Sharing.PRODUCTS_PER_COST;
  }

  /** Computes some rows of the result, and writes them from an index on. */
  void compute(int from, int to, float[] y, int at) {
    samples.affine(weights, biases, from, to, y, at, outputs);
  }

  /** Adds some rows to the gradients' running sums. */
  void addGradients(float[] gradient, int at, int from, int to, float[] sums) {
    samples.addGradients(gradient, at, from, to, sums, outputs);
  }

  @Override
  protected float[] forward() {
    int rows = rows();
    float[] y = new float[rows * outputs];
    int groups = (rows + Kernels.LANES - 1) / Kernels.LANES;
    sharing.forRange(
        groups,
        cost() * Kernels.LANES,
        (from, to) -> {
          int first = from * Kernels.LANES;
          compute(first, Math.min(rows, to * Kernels.LANES), y, first * outputs);
        });
    return y;
  }

  @Override
  protected boolean backward(Promise promise) {
    if (!(promise instanceof OnePass.Summed summed)) {
      return false;
    }
    give(summed.sums());
    return true;
  }

  @Override
  protected void backward(float[] gradient) {
    int rows = rows();
    int in = samples.features();
    if (x.requiresGrad()) {
      float[] part = new float[rows * in];
      kernels.multiply(gradient, saved(1), part, rows, outputs, in);
      x.giveGradient(part);
    }
    if (weight.requiresGrad() || (bias != null && bias.requiresGrad())) {
      BlockSum.Partial sums =
          (from, to, part) -> addGradients(gradient, from * outputs, from, to, part);
      give(sharing.sumBlocks(rows, width(), cost(), sums));
    }
  }

  private void give(float[] sums) {
    float[] weightSums = new float[weights.length];
    float[] biasSums = new float[biases.length];
    samples.fold(sums, weightSums, biasSums);
    if (weight.requiresGrad()) {
      check(0); // it must be what went in
      weight.giveGradient(weightSums);
    }
    if (bias != null && bias.requiresGrad()) {
      bias.giveGradient(biasSums);
    }
  }
}

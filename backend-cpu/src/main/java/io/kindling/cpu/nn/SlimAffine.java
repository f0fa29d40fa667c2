package io.kindling.cpu.nn;

import io.kindling.core.Shape;
import io.kindling.cpu.kernel.BlockSum;
import io.kindling.cpu.kernel.RowLoss;
import io.kindling.cpu.kernel.SampleLayout;
import io.kindling.cpu.kernel.Samples;
import io.kindling.cpu.kernel.Sharing;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.cpu.tensor.Promise;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x Wᵀ + b}, slim: with few outputs, so that it takes as long as reading x. The
 * gradients of W and b are sums over the rows; so where x has no gradient of its own, a loss can go
 * through x once: it has a block's gradient while the block is still at hand.
 */
final class SlimAffine extends Affine {
  /** The most outputs that are few. */
  private static final int OUTPUTS = 8;

  /** The most weights: each has as many running sums as there are lanes. */
  private static final int WEIGHTS = 1 << 16;

  private final float[] weights;
  private final float[] biases;
  private final Samples samples;

  /**
   * Reads the parameters as they are now.
   *
   * @param copy whether they may have changed when the values are computed
   */
  SlimAffine(
      SampleLayout layout,
      Shape shape,
      CpuTensor x,
      CpuTensor weight,
      @Nullable CpuTensor bias,
      boolean copy) {
    super(shape, x, weight, bias);
    this.samples = x.samples(layout);
    this.weights = copy ? weight.values().clone() : weight.values();
    this.biases = copy ? biases().clone() : biases();
  }

  /** Whether a layer has few outputs, and not so many inputs that its sums would fill the heap. */
  static boolean suits(CpuTensor weight) {
    return weight.size(0) <= OUTPUTS && weight.numel() <= WEIGHTS;
  }

  int outputs() {
    return out;
  }

  /** What a row costs, as in {@link Sharing#forRange}. */
  private int cost() {
    return 1 + in * out / Sharing.PRODUCTS_PER_COST;
  }

  /**
   * The running sums over all rows of the gradient that a loss makes of the result, in one pass.
   */
  float[] onePass(RowLoss loss) {
    return sums(samples.onePass(weights, biases, out, loss));
  }

  private float[] sums(BlockSum.Partial partial) {
    return processor().sharing().sumLanes(samples, out, cost(), partial);
  }

  @Override
  protected float[] forward() {
    float[] y = room(rows * out);
    int grain = samples.grain();
    processor()
        .sharing()
        .forRange(
            (rows + grain - 1) / grain,
            cost() * grain,
            (from, to) -> {
              int first = from * grain;
              int last = Math.min(rows, to * grain);
              samples.affine(weights, biases, first, last, y, first * out, out);
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
  void backwardToParameters(float[] gradient) {
    if (weight.requiresGrad() || (bias != null && bias.requiresGrad())) {
      give(sums(samples.gradients(gradient, out)));
    }
  }

  private void give(float[] sums) {
    float[] weightSums = roomForGradient(weight);
    float[] biasSums = bias == null ? biases : roomForGradient(bias);
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

package io.kindling.cpu.nn;

import io.kindling.cpu.kernel.Samples;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.cpu.tensor.Promise;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A loss and the gradients behind it in one pass through the samples: {@link Samples#onePass}. */
final class OnePass {
  private OnePass() {}

  /**
   * Whether a prediction waits to be computed in such a pass.
   *
   * @return what it is computed by; or null
   */
  static @Nullable SlimAffine awaitedBy(CpuTensor prediction) {
    return prediction.waiting() instanceof SlimAffine affine ? affine : null;
  }

  /** A prediction's gradient, of which the running sums for the parameters are known. */
  static final class Summed implements Promise {
    private final float[] sums;
    private final Supplier<float[]> own;

    /**
     * Takes both.
     *
     * @param sums the running sums
     * @param own computes the gradient itself
     */
    Summed(float[] sums, Supplier<float[]> own) {
      this.sums = sums;
      this.own = own;
    }

    float[] sums() {
      return sums;
    }

    @Override
    public float[] gradient() {
      return own.get();
    }
  }
}

package io.kindling.cpu.nn;

import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.nn.BceWithLogitsSpec;
import io.kindling.nn.CrossEntropySpec;
import io.kindling.nn.HuberSpec;
import io.kindling.nn.L1Spec;
import io.kindling.nn.LossSpec;
import io.kindling.nn.MseSpec;
import io.kindling.nn.PoissonNllSpec;
import io.kindling.nn.SmoothL1Spec;
import io.kindling.spi.LiveLoss;
import org.jspecify.annotations.Nullable;

/** The losses that there are. */
public final class CpuLosses {
  private CpuLosses() {}

  /**
   * Makes a loss.
   *
   * @param operations records what it computes
   * @param spec its description
   * @return the loss, or null if it is none of these, or weighs classes
   */
  public static @Nullable LiveLoss<CpuTensor> make(CpuOperations operations, LossSpec spec) {
    if (spec instanceof CrossEntropySpec entropy) {
      boolean plain = entropy.weight().isEmpty() && entropy.labelSmoothing() == 0;
      return plain
          ? new CrossEntropy(operations, entropy.reduction(), entropy.ignoreIndex())
          : null;
    }
    ElementLoss loss = elementLoss(spec);
    return loss == null ? null : new ElementwiseLoss(operations, loss, spec.reduction());
  }

  private static @Nullable ElementLoss elementLoss(LossSpec spec) {
    if (spec instanceof MseSpec) {
      return new Mse();
    }
    if (spec instanceof L1Spec) {
      return new L1();
    }
    if (spec instanceof SmoothL1Spec smooth) {
      return new SmoothL1((float) smooth.beta());
    }
    if (spec instanceof HuberSpec huber) {
      return new Huber((float) huber.delta());
    }
    if (spec instanceof BceWithLogitsSpec binary) {
      return binary.posWeight().isEmpty() ? new BceWithLogits() : null;
    }
    if (spec instanceof PoissonNllSpec poisson) {
      return new PoissonNll(poisson);
    }
    return null;
  }
}

package io.kindling.cpu.optim;

import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.optim.AdagradSpec;
import io.kindling.optim.AdamSpec;
import io.kindling.optim.AdamWSpec;
import io.kindling.optim.LbfgsSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.optim.RmspropSpec;
import io.kindling.optim.SgdSpec;
import io.kindling.spi.LiveOptimizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The optimizers that there are. */
public final class CpuOptimizers {
  private CpuOptimizers() {}

  /**
   * Makes an optimizer.
   *
   * @param processor what computes
   * @param spec its description
   * @param parameters what it updates
   * @return the optimizer, or null if it is none of these
   */
  public static @Nullable LiveOptimizer<CpuTensor> make(
      Processor processor, OptimizerSpec spec, List<CpuTensor> parameters) {
    if (spec instanceof LbfgsSpec lbfgs) {
      return new Lbfgs(lbfgs, parameters);
    }
    UpdateRule rule = rule(new Blocks(processor), spec);
    return rule == null ? null : new ParameterOptimizer(spec, rule, parameters);
  }

  private static @Nullable UpdateRule rule(Blocks blocks, OptimizerSpec spec) {
    if (spec instanceof SgdSpec sgd) {
      return new Sgd(blocks, sgd);
    }
    if (spec instanceof AdamSpec adam) {
      return new Adam(blocks, adam);
    }
    if (spec instanceof AdamWSpec adamW) {
      return new AdamW(blocks, adamW);
    }
    if (spec instanceof RmspropSpec rmsprop) {
      return new Rmsprop(blocks, rmsprop);
    }
    if (spec instanceof AdagradSpec adagrad) {
      return new Adagrad(blocks, adagrad);
    }
    return null;
  }
}

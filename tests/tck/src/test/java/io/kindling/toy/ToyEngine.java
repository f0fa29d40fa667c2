package io.kindling.toy;

import io.kindling.core.Device;
import io.kindling.core.TensorData;
import io.kindling.nn.FlattenSpec;
import io.kindling.nn.L1Spec;
import io.kindling.nn.LinearSpec;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.MseSpec;
import io.kindling.nn.ReluSpec;
import io.kindling.nn.SigmoidSpec;
import io.kindling.nn.SiluSpec;
import io.kindling.nn.TanhSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.optim.SgdSpec;
import io.kindling.spi.Engine;
import io.kindling.spi.LiveLoss;
import io.kindling.spi.LiveModule;
import io.kindling.spi.LiveOptimizer;
import io.kindling.spi.TensorOperations;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the toy can make, a line each; it refuses the rest. */
final class ToyEngine implements Engine<ToyTensor> {
  private final ToyOperations math = new ToyOperations();

  @Override
  public String version() {
    return "toy 1.0";
  }

  @Override
  public List<Device> devices() {
    return List.of(Device.CPU);
  }

  @Override
  public TensorOperations<ToyTensor> tensors() {
    return math;
  }

  @Override
  public @Nullable LiveModule<ToyTensor> module(ModuleSpec spec, Map<String, TensorData> initial) {
    if (spec instanceof LinearSpec) {
      return new ToyLinear(math, initial);
    } else if (spec instanceof ReluSpec) {
      return new ToyFunction(math::relu);
    } else if (spec instanceof SigmoidSpec) {
      return new ToyFunction(math::sigmoid);
    } else if (spec instanceof TanhSpec) {
      return new ToyFunction(math::tanh);
    } else if (spec instanceof SiluSpec) {
      return new ToyFunction(x -> math.mul(x, math.sigmoid(x)));
    } else if (spec instanceof FlattenSpec) {
      return new ToyFunction(x -> math.reshape(x, spec.outputShape(x.shape())));
    }
    return null;
  }

  @Override
  public @Nullable LiveLoss<ToyTensor> loss(LossSpec spec) {
    if (spec instanceof MseSpec) {
      return new ToyLoss(math, spec.reduction(), difference -> math.mul(difference, difference));
    } else if (spec instanceof L1Spec) {
      return new ToyLoss(math, spec.reduction(), math::abs);
    }
    return null;
  }

  @Override
  public @Nullable LiveOptimizer<ToyTensor> optimizer(
      OptimizerSpec spec, List<ToyTensor> parameters) {
    if (spec instanceof SgdSpec sgd) {
      return new ToySgd(sgd, parameters);
    }
    return null;
  }

  @Override
  public void close() {
    // everything is the garbage collector's
  }
}

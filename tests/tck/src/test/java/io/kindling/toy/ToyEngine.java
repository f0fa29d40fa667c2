package io.kindling.toy;

import io.kindling.core.Device;
import io.kindling.core.TensorData;
import io.kindling.nn.LinearSpec;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.MseSpec;
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

/** What the toy has of its own, one of each kind; the rest is written in operations, or refused. */
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
    return spec instanceof LinearSpec ? new ToyLinear(math, initial) : null;
  }

  @Override
  public @Nullable LiveLoss<ToyTensor> loss(LossSpec spec) {
    return spec instanceof MseSpec mse ? new ToyMse(math, mse) : null;
  }

  @Override
  public @Nullable LiveOptimizer<ToyTensor> optimizer(
      OptimizerSpec spec, List<ToyTensor> parameters) {
    return spec instanceof SgdSpec sgd ? new ToySgd(sgd, parameters) : null;
  }

  @Override
  public void close() {
    // everything is the garbage collector's
  }
}

package io.kindling.libtorch;

import io.kindling.Device;
import io.kindling.TensorData;
import io.kindling.libtorch.checkpoint.TorchArchive;
import io.kindling.libtorch.natives.TorchDevices;
import io.kindling.libtorch.natives.TorchNatives;
import io.kindling.libtorch.nn.TorchLinear;
import io.kindling.libtorch.nn.TorchMse;
import io.kindling.libtorch.optim.TorchSgd;
import io.kindling.libtorch.tensor.TorchOperations;
import io.kindling.spec.LinearSpec;
import io.kindling.spec.LossSpec;
import io.kindling.spec.ModuleSpec;
import io.kindling.spec.MseSpec;
import io.kindling.spec.OptimizerSpec;
import io.kindling.spec.SgdSpec;
import io.kindling.spi.Engine;
import io.kindling.spi.LiveLoss;
import io.kindling.spi.LiveModule;
import io.kindling.spi.LiveOptimizer;
import io.kindling.spi.StateFormat;
import io.kindling.spi.TensorOperations;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** The LibTorch engine. What it can make is listed here, a line each. */
final class TorchEngine implements Engine<Tensor> {
  private final TorchOperations operations = new TorchOperations();
  private final List<Device> devices = TorchDevices.usable();

  @Override
  public String version() {
    return "LibTorch " + TorchNatives.version();
  }

  @Override
  public List<Device> devices() {
    return devices;
  }

  @Override
  public Map<String, String> unusableDevices() {
    return TorchDevices.unusable();
  }

  @Override
  public TensorOperations<Tensor> tensors() {
    return operations;
  }

  @Override
  public LiveModule<Tensor> module(ModuleSpec spec, Map<String, TensorData> initial) {
    if (spec instanceof LinearSpec linear) {
      return new TorchLinear(operations, linear, initial);
    }
    throw doesNotHave(spec);
  }

  @Override
  public LiveLoss<Tensor> loss(LossSpec spec) {
    if (spec instanceof MseSpec mse) {
      return new TorchMse(mse);
    }
    throw doesNotHave(spec);
  }

  @Override
  public LiveOptimizer optimizer(OptimizerSpec spec, List<Tensor> parameters) {
    if (spec instanceof SgdSpec sgd) {
      return new TorchSgd(sgd, parameters);
    }
    throw doesNotHave(spec);
  }

  @Override
  public StateFormat stateFormat() {
    return new TorchArchive(operations);
  }

  @Override
  public void close() {
    // LibTorch belongs to the process
  }
}

package io.kindling.cpu;

import io.kindling.Device;
import io.kindling.TensorData;
import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.nn.Linear;
import io.kindling.cpu.nn.Mse;
import io.kindling.cpu.optim.Sgd;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
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
import io.kindling.spi.TensorOperations;
import java.util.List;
import java.util.Map;

/** The pure-Java engine. What it can make is listed here, a line each. */
final class CpuEngine implements Engine<CpuTensor> {
  private final Processor processor = Processor.configured();
  private final CpuOperations operations = new CpuOperations(processor.kernels());

  @Override
  public String version() {
    return "pure Java, JDK " + Runtime.version().feature() + ", " + processor;
  }

  @Override
  public List<Device> devices() {
    return List.of(Device.CPU);
  }

  @Override
  public TensorOperations<CpuTensor> tensors() {
    return operations;
  }

  @Override
  public LiveModule<CpuTensor> module(ModuleSpec spec, Map<String, TensorData> initial) {
    if (spec instanceof LinearSpec) {
      return new Linear(operations, initial);
    }
    throw doesNotHave(spec);
  }

  @Override
  public LiveLoss<CpuTensor> loss(LossSpec spec) {
    if (spec instanceof MseSpec mse) {
      return new Mse(operations, mse);
    }
    throw doesNotHave(spec);
  }

  @Override
  public LiveOptimizer optimizer(OptimizerSpec spec, List<CpuTensor> parameters) {
    if (spec instanceof SgdSpec sgd) {
      return new Sgd(sgd, parameters);
    }
    throw doesNotHave(spec);
  }

  @Override
  public void close() {
    processor.close(); // all else is the garbage collector's
  }
}

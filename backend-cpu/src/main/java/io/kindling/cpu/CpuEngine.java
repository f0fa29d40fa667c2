package io.kindling.cpu;

import io.kindling.core.Device;
import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.nn.CpuLosses;
import io.kindling.cpu.nn.CpuModules;
import io.kindling.cpu.optim.CpuOptimizers;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.error.MemoryException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.spi.Engine;
import io.kindling.spi.LiveLoss;
import io.kindling.spi.LiveModule;
import io.kindling.spi.LiveOptimizer;
import io.kindling.spi.TensorOperations;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pure-Java engine. What it can make is listed beside it: {@link CpuModules}, {@link
 * CpuLosses}, {@link CpuOptimizers}.
 */
public final class CpuEngine implements Engine<CpuTensor> {
  private final Processor processor;
  private final Map<String, String> settings;
  private final CpuOperations operations;

  /**
   * Computes nothing yet.
   *
   * @param processor what computes; closed with this
   * @param settings as {@link #settings} says them
   */
  public CpuEngine(Processor processor, Map<String, String> settings) {
    this.processor = processor;
    this.settings = settings;
    this.operations = new CpuOperations(processor);
  }

  @Override
  public String version() {
    return "pure Java, JDK " + Runtime.version().feature() + ", " + processor;
  }

  @Override
  public List<Device> devices() {
    return List.of(Device.CPU);
  }

  @Override
  public Map<String, String> settings() {
    return settings;
  }

  @Override
  public TensorOperations<CpuTensor> tensors() {
    return operations;
  }

  @Override
  public @Nullable LiveModule<CpuTensor> module(ModuleSpec spec, Map<String, TensorData> initial) {
    try {
      return CpuModules.make(operations, spec, initial);
    } catch (OutOfMemoryError e) {
      throw MemoryException.heap(spec.name(), e);
    }
  }

  @Override
  public @Nullable LiveLoss<CpuTensor> loss(LossSpec spec) {
    return CpuLosses.make(operations, spec);
  }

  @Override
  public @Nullable LiveOptimizer<CpuTensor> optimizer(
      OptimizerSpec spec, List<CpuTensor> parameters) {
    try {
      return CpuOptimizers.make(processor, spec, parameters);
    } catch (OutOfMemoryError e) {
      throw MemoryException.heap(spec.name(), e);
    }
  }

  @Override
  public void close() {
    processor.close(); // all else is the garbage collector's
  }
}

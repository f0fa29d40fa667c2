package io.kindling.wrong;

import io.kindling.core.Device;
import io.kindling.core.TensorData;
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

/** Makes what another engine makes, until a method is overridden. */
class WrappedEngine<T> implements Engine<T> {
  private final Engine<T> real;
  final TensorOperations<T> math;

  WrappedEngine(Engine<T> real) {
    this(real, new WrappedOperations<>(real.tensors()));
  }

  /** With other operations; modules, losses and optimizers go on with those of the real one. */
  WrappedEngine(Engine<T> real, TensorOperations<T> operations) {
    this.real = real;
    this.math = operations;
  }

  @Override
  public String version() {
    return real.version();
  }

  @Override
  public List<Device> devices() {
    return real.devices();
  }

  @Override
  public Map<String, String> unusableDevices() {
    return real.unusableDevices();
  }

  @Override
  public Map<String, String> settings() {
    return real.settings();
  }

  @Override
  public TensorOperations<T> tensors() {
    return math;
  }

  @Override
  public @Nullable LiveModule<T> module(ModuleSpec spec, Map<String, TensorData> initial) {
    return real.module(spec, initial);
  }

  @Override
  public @Nullable LiveLoss<T> loss(LossSpec spec) {
    return real.loss(spec);
  }

  @Override
  public @Nullable LiveOptimizer<T> optimizer(OptimizerSpec spec, List<T> parameters) {
    return real.optimizer(spec, parameters);
  }

  @Override
  public void close() {
    real.close();
  }
}

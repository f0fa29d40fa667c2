package io.kindling.cpu.nn;

import io.kindling.core.Device;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.spi.LiveModule;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A module that is an operation and nothing else. */
record Stateless(UnaryOperator<CpuTensor> operation) implements LiveModule<CpuTensor> {
  @Override
  public CpuTensor forward(CpuTensor input, boolean training) {
    return operation.apply(input);
  }

  @Override
  public Map<String, CpuTensor> parameters() {
    return Map.of();
  }

  @Override
  public void to(Device device) {
    // there is one device
  }

  @Override
  public void close() {
    // holds nothing
  }
}

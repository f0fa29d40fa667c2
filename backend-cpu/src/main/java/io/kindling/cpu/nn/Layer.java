package io.kindling.cpu.nn;

import io.kindling.core.Device;
import io.kindling.core.TensorData;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.spi.LiveModule;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A module with a {@code weight} and a {@code bias}, or one of them, or neither. */
abstract class Layer implements LiveModule<CpuTensor> {
  private final CpuOperations operations;
  private final Map<String, CpuTensor> parameters = new LinkedHashMap<>();
  private final @Nullable CpuTensor weight;
  private final @Nullable CpuTensor bias;

  /** Takes weight and bias from the first state, where they are in it. */
  Layer(CpuOperations operations, Map<String, TensorData> initial) {
    this.operations = operations;
    for (String name : new String[] {"weight", "bias"}) {
      TensorData data = initial.get(name);
      if (data != null) {
        parameters.put(name, operations.parameter(data));
      }
    }
    this.weight = parameters.get("weight");
    this.bias = parameters.get("bias");
  }

  final CpuOperations operations() {
    return operations;
  }

  final @Nullable CpuTensor weight() {
    return weight;
  }

  final @Nullable CpuTensor bias() {
    return bias;
  }

  /** What an operation computes from: the input, then weight and bias where they are. */
  static CpuTensor[] inputs(CpuTensor input, @Nullable CpuTensor weight, @Nullable CpuTensor bias) {
    if (weight == null) {
      return bias == null ? new CpuTensor[] {input} : new CpuTensor[] {input, bias};
    }
    return bias == null ? new CpuTensor[] {input, weight} : new CpuTensor[] {input, weight, bias};
  }

  @Override
  public final Map<String, CpuTensor> parameters() {
    return parameters;
  }

  @Override
  public final void to(Device device) {
    // there is one device
  }

  @Override
  public final void close() {
    // the garbage collector's
  }
}

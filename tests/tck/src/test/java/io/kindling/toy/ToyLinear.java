package io.kindling.toy;

import io.kindling.core.Device;
import io.kindling.core.TensorData;
import io.kindling.spi.LiveModule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** {@code y = x Wᵀ + b} */
final class ToyLinear implements LiveModule<ToyTensor> {
  private final ToyOperations math;
  private final Map<String, ToyTensor> parameters = new LinkedHashMap<>();

  ToyLinear(ToyOperations math, Map<String, TensorData> initial) {
    this.math = math;
    initial.forEach(
        (name, data) -> {
          ToyTensor parameter = ToyTensor.of(data);
          parameter.requiresGrad = true;
          parameters.put(name, parameter);
        });
  }

  @Override
  public ToyTensor forward(ToyTensor input, boolean training) {
    ToyTensor weight = Objects.requireNonNull(parameters.get("weight"));
    ToyTensor product = math.matmul(input, math.transpose(weight));
    ToyTensor bias = parameters.get("bias");
    return bias == null ? product : math.add(product, bias);
  }

  @Override
  public Map<String, ToyTensor> parameters() {
    return parameters;
  }

  @Override
  public void to(Device device) {
    // there is one device
  }

  @Override
  public void close() {
    // the garbage collector's
  }
}

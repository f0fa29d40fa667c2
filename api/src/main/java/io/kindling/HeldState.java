package io.kindling;

import io.kindling.core.Device;
import io.kindling.core.TensorData;
import io.kindling.spi.LiveModule;
import io.kindling.spi.TensorOperations;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Parameters and buffers that an engine holds for a module that is not its own. */
final class HeldState implements LiveModule<Object> {
  private final TensorOperations<Object> operations;
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private final Map<String, Object> buffers = new LinkedHashMap<>();

  HeldState(
      TensorOperations<Object> operations, Map<String, TensorData> initial, Set<String> buffers) {
    this.operations = operations;
    initial.forEach(
        (name, data) -> {
          Object tensor = operations.create(data, Device.CPU);
          if (buffers.contains(name)) {
            this.buffers.put(name, tensor);
          } else {
            operations.requiresGrad(tensor, true);
            parameters.put(name, tensor);
          }
        });
  }

  @Override
  public Object forward(Object input, boolean training) {
    throw new AssertionError("the description's body computes, over tensors");
  }

  @Override
  public Map<String, Object> parameters() {
    return parameters;
  }

  @Override
  public Map<String, Object> buffers() {
    return buffers;
  }

  @Override
  public void to(Device device) {
    parameters.values().forEach(tensor -> operations.move(tensor, device));
    buffers.values().forEach(tensor -> operations.move(tensor, device));
  }

  @Override
  public void close() {
    parameters.values().forEach(operations::release);
    buffers.values().forEach(operations::release);
  }
}

package io.kindling.libtorch.nn;

import io.kindling.Device;
import io.kindling.TensorData;
import io.kindling.libtorch.tensor.TorchOperations;
import io.kindling.spec.LinearSpec;
import io.kindling.spi.LiveModule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LinearOptions;
import org.bytedeco.pytorch.Tensor;

/** LibTorch's {@code torch::nn::Linear}. */
public final class TorchLinear implements LiveModule<Tensor> {
  private final LinearImpl linear;
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();

  /**
   * Makes the layer.
   *
   * @param operations copies the values in
   * @param spec its description
   * @param initial {@code weight} and, if there is one, {@code bias}
   */
  public TorchLinear(TorchOperations operations, LinearSpec spec, Map<String, TensorData> initial) {
    try (LinearOptions options = new LinearOptions(spec.inFeatures(), spec.outFeatures())) {
      options.bias().put(spec.bias());
      linear = new LinearImpl(options);
    }
    parameters.put("weight", linear.weight());
    if (spec.bias()) {
      parameters.put("bias", linear.bias());
    }
    parameters.forEach(
        (name, parameter) ->
            operations.assign(parameter, Objects.requireNonNull(initial.get(name))));
  }

  @Override
  public Tensor forward(Tensor input) {
    return linear.forward(input);
  }

  @Override
  public Map<String, Tensor> parameters() {
    return parameters;
  }

  @Override
  public void to(Device device) {
    try (org.bytedeco.pytorch.Device there = new org.bytedeco.pytorch.Device(device.toString())) {
      linear.to(there, /* non_blocking= */ false);
    }
  }

  @Override
  public void close() {
    linear.close();
  }
}

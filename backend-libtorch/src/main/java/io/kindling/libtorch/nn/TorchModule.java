package io.kindling.libtorch.nn;

import static io.kindling.libtorch.natives.TorchFailures.explained;

import io.kindling.core.Device;
import io.kindling.core.TensorData;
import io.kindling.libtorch.tensor.TorchOperations;
import io.kindling.spi.LiveModule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.StringTensorDictItem;
import org.bytedeco.pytorch.Tensor;

/** One of LibTorch's own modules. {@link TorchModules} makes them. */
public final class TorchModule implements LiveModule<Tensor> {
  private final Module module;
  private final Forward forward;
  private final boolean looks;
  private final Map<String, Tensor> parameters;
  private final Map<String, Tensor> buffers;

  /** What a module computes, in training or in evaluation. */
  @FunctionalInterface
  interface Forward {
    Tensor of(Tensor input, boolean training);
  }

  /** Takes over a module that is the same in training and in evaluation. */
  TorchModule(Module module, UnaryOperator<Tensor> forward) {
    this(module, (input, training) -> forward.apply(input));
  }

  /** Takes over a module; its forward function comes apart, for LibTorch's modules share none. */
  TorchModule(Module module, Forward forward) {
    this(module, forward, /* looks= */ false);
  }

  /** Takes over a module whose output may be the input itself, or a view of it. */
  static TorchModule looking(Module module, UnaryOperator<Tensor> forward) {
    return new TorchModule(module, (input, training) -> forward.apply(input), /* looks= */ true);
  }

  private TorchModule(Module module, Forward forward, boolean looks) {
    this.module = module;
    this.forward = forward;
    this.looks = looks;
    this.parameters = handles(module.named_parameters(/* recurse= */ false));
    this.buffers = handles(module.named_buffers(/* recurse= */ false));
  }

  private static Map<String, Tensor> handles(StringTensorDict named) {
    Map<String, Tensor> handles = new LinkedHashMap<>();
    try (named) {
      for (long i = 0; i < named.size(); i++) {
        StringTensorDictItem item = named.get(i);
        try (BytePointer name = item.key()) {
          handles.put(name.getString(), new Tensor(item.value()));
        }
      }
    }
    return handles;
  }

  /**
   * Sets parameters and buffers.
   *
   * @param operations copies the values in
   * @param values a value for each, by name
   * @return this
   */
  public TorchModule startingFrom(TorchOperations operations, Map<String, TensorData> values) {
    parameters.forEach(
        (name, handle) -> operations.assign(handle, Objects.requireNonNull(values.get(name))));
    buffers.forEach(
        (name, handle) -> operations.assign(handle, Objects.requireNonNull(values.get(name))));
    return this;
  }

  @Override
  public Tensor forward(Tensor input, boolean training) {
    Supplier<Tensor> call = () -> forward.of(input, training);
    return looks ? TorchOperations.apart("forward", input, call) : explained("forward", call);
  }

  @Override
  public Map<String, Tensor> parameters() {
    return parameters;
  }

  @Override
  public Map<String, Tensor> buffers() {
    return buffers;
  }

  @Override
  public void to(Device device) {
    try (org.bytedeco.pytorch.Device there = new org.bytedeco.pytorch.Device(device.toString())) {
      explained("to", () -> moved(there));
      parameters.values().forEach(parameter -> TorchOperations.moveGradient(parameter, there));
    }
  }

  private Module moved(org.bytedeco.pytorch.Device there) {
    module.to(there, /* non_blocking= */ false);
    return module;
  }

  @Override
  public void close() {
    parameters.values().forEach(Tensor::close);
    buffers.values().forEach(Tensor::close);
    module.close();
  }
}

package io.kindling.libtorch.tensor;

import static io.kindling.libtorch.natives.TorchFailures.explained;

import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.GradientException;
import io.kindling.libtorch.natives.TorchFailures;
import io.kindling.libtorch.natives.TorchGarbage;
import io.kindling.libtorch.natives.TorchHistory;
import io.kindling.spi.TensorOperations;
import java.nio.FloatBuffer;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** LibTorch's own operations on LibTorch's own tensors. */
public final class TorchOperations
    implements TensorOperations<Tensor>,
        TorchArithmetic,
        TorchFunctions,
        TorchReductions,
        TorchLayout,
        TorchComparisons {
  private final TorchGarbage garbage = new TorchGarbage(TorchGarbage.configured());

  /** Starts to count what tensors hold. */
  public TorchOperations() {}

  @Override
  public Tensor create(TensorData data, Device device) {
    Tensor tensor = explained("tensor", () -> TorchMemory.create(data));
    if (Device.same(device, Device.CPU)) {
      return tensor;
    }
    try (tensor) {
      return to(tensor, device);
    }
  }

  @Override
  public Tensor create(FloatBuffer values, Shape shape) {
    return TorchMemory.create(values, shape);
  }

  @Override
  public TensorData read(Tensor tensor) {
    try (Tensor here = explained("data", tensor::cpu);
        Tensor packed = here.contiguous()) {
      return TorchMemory.read(packed);
    }
  }

  @Override
  public float item(Tensor tensor) {
    return explained("item", tensor::item_float);
  }

  @Override
  public void assign(Tensor tensor, TensorData data) {
    if (tensor.is_cpu() && tensor.is_contiguous()) {
      TorchMemory.write(tensor, data);
      tensor.unsafeGetTensorImpl().bump_version(); // autograd saw nothing of it
      return;
    }
    try (Tensor source = TorchMemory.create(data);
        Tensor target = tensor.detach()) {
      explained("assign", () -> target.copy_(source));
    }
  }

  @Override
  public void copy(Tensor from, Tensor to) {
    try (Tensor source = from.detach();
        Tensor target = to.detach()) {
      explained("copy", () -> target.copy_(source));
    }
  }

  @Override
  public void release(Tensor tensor) {
    tensor.close();
  }

  @Override
  public void held(long bytes) {
    garbage.held(bytes);
  }

  @Override
  public Tensor to(Tensor tensor, Device device) {
    try (org.bytedeco.pytorch.Device there = new org.bytedeco.pytorch.Device(device.toString())) {
      return explained("to", () -> tensor.to(there, tensor.scalar_type()));
    }
  }

  @Override
  public void move(Tensor tensor, Device device) {
    try (Tensor values = tensor.detach();
        Tensor moved = to(values, device)) {
      tensor.set_data(moved);
    }
    try (org.bytedeco.pytorch.Device there = new org.bytedeco.pytorch.Device(device.toString())) {
      moveGradient(tensor, there);
    }
  }

  /**
   * Moves the gradient of a parameter that has moved: LibTorch leaves it where it was, and the next
   * backward would end with an error.
   *
   * @param parameter the parameter
   * @param there where it is now
   */
  public static void moveGradient(Tensor parameter, org.bytedeco.pytorch.Device there) {
    try (Tensor gradient = parameter.grad()) {
      if (gradient.defined()) {
        try (Tensor moved = explained("to", () -> gradient.to(there, gradient.scalar_type()))) {
          parameter.mutable_grad().put(moved);
        }
      }
    }
  }

  @Override
  public void requiresGrad(Tensor tensor, boolean requires) {
    tensor.set_requires_grad(requires);
  }

  @Override
  public void gradEnabled(boolean enabled) {
    TorchHistory.record(enabled);
  }

  @Override
  public void backward(Tensor tensor) {
    try {
      tensor.backward();
    } catch (RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("backward through the graph a second time")) {
        throw GradientException.historyUsed();
      }
      if (message.contains("modified by an inplace operation")) {
        throw GradientException.parameterChanged();
      }
      throw TorchFailures.of("backward", e);
    }
  }

  @Override
  public @Nullable Tensor grad(Tensor tensor) {
    Tensor grad = tensor.grad();
    if (grad.defined()) {
      return grad;
    }
    grad.close();
    return null;
  }

  @Override
  public void grad(Tensor tensor, @Nullable Tensor gradient) {
    // a copy: the gradients to come are added in place, and the caller's tensor stays as it is
    try (Tensor copy = gradient == null ? new Tensor() : explained("grad", gradient::clone)) {
      tensor.mutable_grad().put(copy);
    }
  }

  @Override
  public Tensor detach(Tensor tensor) {
    return apart("detach", tensor, tensor::detach);
  }

  /**
   * A view that shares memory with its source only where that came out of a computation. Any other
   * may be a parameter, frozen or not: what was computed from its old value would change with it.
   *
   * @param operation what is being done, as its user names it
   * @param source what is looked at
   * @param look makes the view
   * @return a tensor that no later change of a parameter reaches
   */
  public static Tensor apart(String operation, Tensor source, Supplier<Tensor> look) {
    Tensor view = explained(operation, look);
    if (!source.is_leaf()) {
      return view;
    }
    try (view) {
      return explained(operation, view::clone);
    }
  }
}

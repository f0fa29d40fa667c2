package io.kindling.libtorch.tensor;

import io.kindling.Device;
import io.kindling.Shape;
import io.kindling.TensorData;
import io.kindling.error.GradientException;
import io.kindling.spi.TensorOperations;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** LibTorch's own operations on LibTorch's own tensors. */
public final class TorchOperations implements TensorOperations<Tensor> {
  /** Holds nothing. */
  public TorchOperations() {}

  @Override
  public Tensor create(TensorData data, Device device) {
    Tensor tensor = TorchMemory.create(data);
    if (device.equals(Device.CPU)) {
      return tensor;
    }
    try (tensor) {
      return to(tensor, device);
    }
  }

  @Override
  public TensorData read(Tensor tensor) {
    try (Tensor here = tensor.cpu();
        Tensor packed = here.contiguous()) {
      return TorchMemory.read(packed);
    }
  }

  @Override
  public float item(Tensor tensor) {
    return tensor.item_float();
  }

  @Override
  public void assign(Tensor tensor, TensorData data) {
    try (Tensor source = TorchMemory.create(data);
        Tensor target = tensor.detach()) {
      target.copy_(source);
    }
  }

  @Override
  public void release(Tensor tensor) {
    tensor.close();
  }

  @Override
  public Tensor to(Tensor tensor, Device device) {
    try (org.bytedeco.pytorch.Device there = new org.bytedeco.pytorch.Device(device.toString())) {
      return tensor.to(there, tensor.scalar_type());
    }
  }

  @Override
  public void requiresGrad(Tensor tensor, boolean requires) {
    tensor.set_requires_grad(requires);
  }

  @Override
  public void gradEnabled(boolean enabled) {
    GradMode.set_enabled(enabled);
  }

  @Override
  public void backward(Tensor tensor) {
    try {
      tensor.backward();
    } catch (RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      throw message.contains("backward through the graph a second time")
          ? GradientException.historyUsed()
          : e;
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
  public Tensor detach(Tensor tensor) {
    return apart(tensor, tensor.detach());
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return a.add(b);
  }

  @Override
  public Tensor add(Tensor a, double b) {
    try (Scalar number = new Scalar(b)) {
      return a.add(number);
    }
  }

  @Override
  public Tensor sub(Tensor a, Tensor b) {
    return a.sub(b);
  }

  @Override
  public Tensor mul(Tensor a, Tensor b) {
    return a.mul(b);
  }

  @Override
  public Tensor mul(Tensor a, double b) {
    try (Scalar number = new Scalar(b)) {
      return a.mul(number);
    }
  }

  @Override
  public Tensor div(Tensor a, Tensor b) {
    return a.div(b);
  }

  @Override
  public Tensor div(Tensor a, double b) {
    try (Scalar number = new Scalar(b)) {
      return a.div(number);
    }
  }

  @Override
  public Tensor neg(Tensor a) {
    return a.neg();
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    return a.mm(b);
  }

  @Override
  public Tensor transpose(Tensor a) {
    return apart(a, a.t());
  }

  @Override
  public Tensor reshape(Tensor a, Shape shape) {
    return apart(a, a.reshape(shape.sizes()));
  }

  @Override
  public Tensor narrow(Tensor a, int dim, long start, long length) {
    return apart(a, a.narrow(dim, start, length));
  }

  @Override
  public Tensor sum(Tensor a) {
    return a.sum();
  }

  @Override
  public Tensor mean(Tensor a) {
    return a.mean();
  }

  /**
   * A view that shares memory with its source, unless that is a parameter: an optimizer overwrites
   * it, and what was computed from its old value would change with it.
   */
  private static Tensor apart(Tensor source, Tensor view) {
    if (!(source.is_leaf() && source.requires_grad())) {
      return view;
    }
    try (view) {
      return view.clone();
    }
  }
}

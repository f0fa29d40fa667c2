package io.kindling.toy;

import io.kindling.core.Device;
import io.kindling.core.TensorData;
import org.jspecify.annotations.Nullable;

/** What the toy does with its tensors beside computing. */
final class ToyOperations
    implements ToyArithmetic, ToyFunctions, ToyReductions, ToyLayout, ToyComparisons {
  private final ToyElements elements = new ToyElements();

  @Override
  public ToyElements elements() {
    return elements;
  }

  @Override
  public ToyTensor create(TensorData data, Device device) {
    return ToyTensor.of(data);
  }

  @Override
  public TensorData read(ToyTensor tensor) {
    return tensor.data();
  }

  @Override
  public float item(ToyTensor tensor) {
    return tensor.values()[0];
  }

  @Override
  public void assign(ToyTensor tensor, TensorData data) {
    tensor.assign(data);
  }

  @Override
  public void release(ToyTensor tensor) {
    // the garbage collector's, once nobody holds it
  }

  @Override
  public ToyTensor to(ToyTensor tensor, Device device) {
    throw new AssertionError("there is one device, so nothing can be moved to another");
  }

  @Override
  public void requiresGrad(ToyTensor tensor, boolean requires) {
    tensor.requiresGrad = requires;
  }

  @Override
  public void gradEnabled(boolean enabled) {
    elements.gradients.enabled(enabled);
  }

  @Override
  public void backward(ToyTensor tensor) {
    elements.gradients.backward(tensor);
  }

  @Override
  public @Nullable ToyTensor grad(ToyTensor tensor) {
    return tensor.gradient;
  }

  @Override
  public void grad(ToyTensor tensor, @Nullable ToyTensor gradient) {
    tensor.gradient = gradient == null ? null : detach(gradient);
  }

  /** The same values without history. They are a copy: a step must not reach them. */
  @Override
  public ToyTensor detach(ToyTensor a) {
    return ToyTensor.of(a.data());
  }
}

package io.kindling.wrong;

import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.spi.TensorOperations;
import org.jspecify.annotations.Nullable;

/** Does what another does, until a method is overridden. */
class WrappedOperations<T>
    implements WrappedArithmetic<T>,
        WrappedFunctions<T>,
        WrappedReductions<T>,
        WrappedLayout<T>,
        WrappedComparisons<T> {
  private final TensorOperations<T> real;

  WrappedOperations(TensorOperations<T> real) {
    this.real = real;
  }

  @Override
  public TensorOperations<T> real() {
    return real;
  }

  @Override
  public T create(TensorData data, Device device) {
    return real().create(data, device);
  }

  @Override
  public @Nullable T borrow(float[] values, Shape shape) {
    return real().borrow(values, shape);
  }

  @Override
  public TensorData read(T tensor) {
    return real().read(tensor);
  }

  @Override
  public float item(T tensor) {
    return real().item(tensor);
  }

  @Override
  public void assign(T tensor, TensorData data) {
    real().assign(tensor, data);
  }

  @Override
  public void copy(T from, T to) {
    real().copy(from, to);
  }

  @Override
  public void release(T tensor) {
    real().release(tensor);
  }

  @Override
  public boolean garbageCollected() {
    return real().garbageCollected();
  }

  @Override
  public T to(T tensor, Device device) {
    return real().to(tensor, device);
  }

  @Override
  public void move(T tensor, Device device) {
    real().move(tensor, device);
  }

  @Override
  public void requiresGrad(T tensor, boolean requires) {
    real().requiresGrad(tensor, requires);
  }

  @Override
  public void gradEnabled(boolean enabled) {
    real().gradEnabled(enabled);
  }

  @Override
  public void backward(T tensor) {
    real().backward(tensor);
  }

  @Override
  public @Nullable T grad(T tensor) {
    return real().grad(tensor);
  }

  @Override
  public void grad(T tensor, @Nullable T gradient) {
    real().grad(tensor, gradient);
  }

  @Override
  public T detach(T tensor) {
    return real().detach(tensor);
  }

  /** The value of one tensor with the gradient of another: so one of them can be wrong alone. */
  final T value(T value, T gradient) {
    return real().add(real().detach(value), real().sub(gradient, real().detach(gradient)));
  }
}

package io.kindling.cpu.tensor;

import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.Processor;
import io.kindling.spi.GradientMode;
import io.kindling.spi.TensorOperations;
import org.jspecify.annotations.Nullable;

/**
 * The tensors' memory and history; what is computed from them is in the five interfaces beside it,
 * whose methods each make an {@link Operation} and have it recorded.
 */
public final class CpuOperations
    implements TensorOperations<CpuTensor>,
        CpuArithmetic,
        CpuFunctions,
        CpuReductions,
        CpuLayout,
        CpuComparisons {
  private final Processor processor;
  private final GradientMode gradientMode = new GradientMode();

  /**
   * Starts without any tensor.
   *
   * @param processor what computes
   */
  public CpuOperations(Processor processor) {
    this.processor = processor;
  }

  @Override
  public Processor processor() {
    return processor;
  }

  @Override
  public CpuTensor record(Operation operation) {
    operation.runOn(processor);
    CpuTensor result = CpuTensor.computed(operation.shape(), operation.compute());
    if (operation.wantsGradient() && gradientMode.enabled()) {
      operation.produces(result);
    }
    return result;
  }

  /**
   * Remembers an operation that will run when somebody looks at its result; or runs it.
   *
   * @param operation what is to run; what it computes from may change no more
   * @return its result
   */
  public CpuTensor later(Operation operation) {
    if (!processor().fused()) {
      return record(operation);
    }
    operation.runOn(processor);
    CpuTensor result = new CpuTensor(operation);
    operation.produces(result);
    operation.awaitedAs(result);
    return result;
  }

  /** {@return whether this thread's operations are remembered} */
  public boolean recording() {
    return gradientMode.enabled();
  }

  @Override
  public CpuTensor create(TensorData data, Device device) {
    return CpuTensor.of(data);
  }

  /**
   * Makes a tensor that wants a gradient.
   *
   * @param data its values
   * @return the tensor
   */
  public CpuTensor parameter(TensorData data) {
    CpuTensor parameter = CpuTensor.changing(data);
    parameter.requiresGrad(true);
    return parameter;
  }

  @Override
  public CpuTensor borrow(float[] values, Shape shape) {
    return CpuTensor.borrowing(shape, values);
  }

  @Override
  public TensorData read(CpuTensor tensor) {
    return tensor.data();
  }

  @Override
  public float[] readFloats(CpuTensor tensor) {
    return tensor.values().clone();
  }

  @Override
  public float item(CpuTensor tensor) {
    return tensor.values()[0];
  }

  @Override
  public void assign(CpuTensor tensor, TensorData data) {
    tensor.assign(data);
  }

  @Override
  public void copy(CpuTensor from, CpuTensor to) {
    to.assign(from);
  }

  @Override
  public void release(CpuTensor tensor) {
    tensor.release(); // the rest is the garbage collector's, once nobody holds it
  }

  @Override
  public void reclaim(CpuTensor tensor) {
    tensor.release();
    tensor.letGo(processor.pool());
  }

  @Override
  public boolean garbageCollected() {
    return true;
  }

  @Override
  public CpuTensor to(CpuTensor tensor, Device device) {
    throw new AssertionError("there is one device, so nothing can be moved to another");
  }

  @Override
  public void requiresGrad(CpuTensor tensor, boolean requires) {
    tensor.requiresGrad(requires);
  }

  @Override
  public void gradEnabled(boolean enabled) {
    gradientMode.enabled(enabled);
  }

  @Override
  public void backward(CpuTensor tensor) {
    Autograd.backward(tensor);
  }

  @Override
  public @Nullable CpuTensor grad(CpuTensor tensor) {
    float[] gradient = tensor.shownGradient();
    return gradient == null ? null : new CpuTensor(tensor.shape(), gradient);
  }

  @Override
  public void grad(CpuTensor tensor, @Nullable CpuTensor gradient) {
    tensor.clearGradient();
    if (gradient != null) {
      tensor.addGradient(gradient.values());
    }
  }

  @Override
  public CpuTensor detach(CpuTensor tensor) {
    if (tensor.holdsIntegers()) {
      return CpuTensor.of(tensor.data());
    }
    // a parameter's array changes with every step, a computed one's never
    if (tensor.producer() == null) {
      return new CpuTensor(tensor.shape(), tensor.values().clone());
    }
    CpuTensor detached = new CpuTensor(tensor.shape(), tensor.values());
    tensor.hold();
    return detached;
  }
}

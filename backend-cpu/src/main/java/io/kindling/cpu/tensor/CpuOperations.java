package io.kindling.cpu.tensor;

import io.kindling.Device;
import io.kindling.Extremum;
import io.kindling.Shape;
import io.kindling.TensorData;
import io.kindling.cpu.kernel.Kernels;
import io.kindling.spi.Comparison;
import io.kindling.spi.TensorOperations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations on tensors: each makes an {@link Operation} and has it recorded. */
public final class CpuOperations implements TensorOperations<CpuTensor> {
  private final Kernels kernels;
  private final ThreadLocal<Boolean> gradEnabled = ThreadLocal.withInitial(() -> true);

  /**
   * Computes with the given inner loops.
   *
   * @param kernels the inner loops
   */
  public CpuOperations(Kernels kernels) {
    this.kernels = kernels;
  }

  /** {@return the inner loops} */
  public Kernels kernels() {
    return kernels;
  }

  /**
   * Runs an operation and, where a gradient will be wanted, remembers it.
   *
   * @param operation what to run
   * @return its result
   */
  public CpuTensor record(Operation operation) {
    CpuTensor result = new CpuTensor(operation.shape(), operation.forward());
    if (operation.wantsGradient() && gradEnabled.get()) {
      operation.produces(result);
    }
    return result;
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
    CpuTensor parameter = CpuTensor.of(data);
    parameter.requiresGrad(true);
    return parameter;
  }

  @Override
  public TensorData read(CpuTensor tensor) {
    return tensor.data();
  }

  @Override
  public float item(CpuTensor tensor) {
    return tensor.values()[0];
  }

  @Override
  public void assign(CpuTensor tensor, TensorData data) {
    data.floats().get(tensor.values());
    tensor.changed();
  }

  @Override
  public void release(CpuTensor tensor) {
    // the garbage collector's, once nobody holds it
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
    gradEnabled.set(enabled);
  }

  @Override
  public void backward(CpuTensor tensor) {
    Autograd.backward(tensor);
  }

  @Override
  public @Nullable CpuTensor grad(CpuTensor tensor) {
    float[] gradient = tensor.gradient();
    return gradient == null ? null : new CpuTensor(tensor.shape(), gradient);
  }

  @Override
  public CpuTensor detach(CpuTensor tensor) {
    // a parameter's array changes with every step, a computed one's never
    float[] values = tensor.producer() == null ? tensor.values().clone() : tensor.values();
    return new CpuTensor(tensor.shape(), values);
  }

  @Override
  public CpuTensor add(CpuTensor a, CpuTensor b) {
    return record(new Add(a, b));
  }

  @Override
  public CpuTensor add(CpuTensor a, double b) {
    return record(new Shift(a, (float) b));
  }

  @Override
  public CpuTensor sub(CpuTensor a, CpuTensor b) {
    return record(new Sub(a, b));
  }

  @Override
  public CpuTensor mul(CpuTensor a, CpuTensor b) {
    return record(new Mul(a, b));
  }

  @Override
  public CpuTensor mul(CpuTensor a, double b) {
    return record(new Scale(a, (float) b, 1f));
  }

  @Override
  public CpuTensor div(CpuTensor a, CpuTensor b) {
    return record(new Div(a, b));
  }

  @Override
  public CpuTensor div(CpuTensor a, double b) {
    return record(new Scale(a, 1f, (float) b));
  }

  @Override
  public CpuTensor neg(CpuTensor a) {
    return record(new Scale(a, -1f, 1f));
  }

  @Override
  public CpuTensor matmul(CpuTensor a, CpuTensor b) {
    return record(new MatMul(kernels, a, b));
  }

  @Override
  public CpuTensor transpose(CpuTensor a) {
    return record(new Transpose(a));
  }

  @Override
  public CpuTensor reshape(CpuTensor a, Shape shape) {
    return record(new Reshape(a, shape));
  }

  @Override
  public CpuTensor narrow(CpuTensor a, int dim, long start, long length) {
    return record(new Narrow(a, dim, start, length));
  }

  @Override
  public CpuTensor sum(CpuTensor a) {
    return record(new Sum(kernels, a, 1f));
  }

  @Override
  public CpuTensor mean(CpuTensor a) {
    return record(new Sum(kernels, a, a.numel()));
  }

  @Override
  public CpuTensor exp(CpuTensor a) {
    throw new AssertionError("being written");
  }

  @Override
  public CpuTensor log(CpuTensor a) {
    throw new AssertionError("being written");
  }

  @Override
  public CpuTensor sqrt(CpuTensor a) {
    throw new AssertionError("being written");
  }

  @Override
  public CpuTensor abs(CpuTensor a) {
    throw new AssertionError("being written");
  }

  @Override
  public CpuTensor pow(CpuTensor a, double exponent) {
    throw new AssertionError("being written");
  }

  @Override
  public CpuTensor pow(CpuTensor a, CpuTensor exponent) {
    throw new AssertionError("being written");
  }

  @Override
  public CpuTensor clamp(CpuTensor a, double low, double high) {
    throw new AssertionError("being written");
  }

  @Override
  public CpuTensor relu(CpuTensor a) {
    throw new AssertionError("being written");
  }

  @Override
  public CpuTensor sigmoid(CpuTensor a) {
    throw new AssertionError("being written");
  }

  @Override
  public CpuTensor tanh(CpuTensor a) {
    throw new AssertionError("being written");
  }

  @Override
  public CpuTensor softmax(CpuTensor a, int dim) {
    throw new AssertionError("being written");
  }

  @Override
  public CpuTensor logSoftmax(CpuTensor a, int dim) {
    throw new AssertionError("being written");
  }

  @Override
  public CpuTensor sum(CpuTensor a, int dim, boolean keep) {
    throw new AssertionError("being written");
  }

  @Override
  public CpuTensor mean(CpuTensor a, int dim, boolean keep) {
    throw new AssertionError("being written");
  }

  @Override
  public Extremum<CpuTensor> max(CpuTensor a, int dim, boolean keep) {
    throw new AssertionError("being written");
  }

  @Override
  public Extremum<CpuTensor> min(CpuTensor a, int dim, boolean keep) {
    throw new AssertionError("being written");
  }

  @Override
  public CpuTensor cat(List<CpuTensor> tensors, int dim) {
    throw new AssertionError("being written");
  }

  @Override
  public CpuTensor indexSelect(CpuTensor a, int dim, CpuTensor indices) {
    throw new AssertionError("being written");
  }

  @Override
  public CpuTensor compare(Comparison comparison, CpuTensor a, CpuTensor b) {
    throw new AssertionError("being written");
  }

  @Override
  public CpuTensor compare(Comparison comparison, CpuTensor a, double b) {
    throw new AssertionError("being written");
  }

  @Override
  public void grad(CpuTensor tensor, @Nullable CpuTensor gradient) {
    throw new AssertionError("being written");
  }
}

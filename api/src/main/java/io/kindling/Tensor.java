package io.kindling;

import io.kindling.error.BackendException;
import io.kindling.error.ClosedException;
import io.kindling.error.DTypeException;
import io.kindling.error.DeviceException;
import io.kindling.error.GradientException;
import io.kindling.error.ShapeException;
import io.kindling.spi.TensorOperations;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in an array of some {@link Shape} on a {@link Device}, with reverse-mode gradients.
 *
 * <p>Every operation makes a new tensor and leaves its inputs alone. Values are float32; int64
 * tensors only carry labels. Where an operation takes two tensors, they broadcast as PyTorch's do.
 * A tensor belongs to one thread at a time, and holds its memory until it is closed, mostly by the
 * {@link Scope} around it.
 *
 * @see <a href="https://pytorch.org/docs/stable/tensors.html">torch.Tensor</a>
 */
public final class Tensor extends Owned {
  private final Object handle;
  private final Shape shape;
  private final DType dtype;
  private final @Nullable Owned module;
  private final boolean history;
  private Device device;
  private boolean requiresGrad;
  private boolean differentiated;

  private Tensor(
      Backend backend,
      Object handle,
      Shape shape,
      DType dtype,
      Device device,
      boolean history,
      @Nullable Owned module) {
    super(backend);
    this.handle = handle;
    this.shape = shape;
    this.dtype = dtype;
    this.device = device;
    this.history = history;
    this.requiresGrad = history;
    this.module = module;
  }

  /** A tensor that came out of a computation; it has a history if a gradient will be wanted. */
  static Tensor computed(
      Backend backend, Object handle, Shape shape, Device device, boolean history) {
    return backend.own(
        new Tensor(backend, handle, shape, DType.FLOAT32, device, history, /* module= */ null));
  }

  /** A tensor that holds values and knows nothing of where they come from. */
  static Tensor leaf(Backend backend, Object handle, Shape shape, DType dtype, Device device) {
    return backend.own(
        new Tensor(
            backend, handle, shape, dtype, device, /* history= */ false, /* module= */ null));
  }

  /** A parameter: it lives as long as its module. */
  static Tensor parameter(Owned module, Object handle, Shape shape) {
    Tensor tensor =
        new Tensor(
            module.backend, handle, shape, DType.FLOAT32, Device.CPU, /* history= */ false, module);
    tensor.requiresGrad = true;
    return tensor;
  }

  /** {@return the backend that made it} */
  public Backend backend() {
    return backend;
  }

  /** {@return the sizes of its dimensions} */
  public Shape shape() {
    return shape;
  }

  /** {@return the kind of number it holds} */
  public DType dtype() {
    return dtype;
  }

  /** {@return where it lives} */
  public Device device() {
    return device;
  }

  /** The module that this is a parameter of has moved. */
  void moved(Device device) {
    this.device = device;
  }

  Object handle() {
    return handle;
  }

  @Override
  boolean closed() {
    return super.closed() || (module != null && module.closed());
  }

  /**
   * Frees the memory now. Closing again does nothing.
   *
   * @throws ClosedException if this is a module's parameter, which lives as long as its module
   */
  @Override
  public void close() {
    if (module != null) {
      throw new ClosedException(
          "Tensor.close",
          "a parameter is closed with its module",
          "a parameter of shape " + shape,
          "module.close()",
          null);
    }
    super.close();
  }

  @Override
  void release() {
    backend.operations().release(handle);
  }

  @Override
  String describe() {
    return "tensor of shape " + shape;
  }

  /**
   * Copies the values out.
   *
   * @return the values, in the JVM's memory
   */
  public TensorData data() {
    checkOpen("data");
    return backend.operations().read(handle);
  }

  /**
   * Copies the values out.
   *
   * @return the floats, row by row
   * @throws DTypeException if the tensor does not hold floats
   */
  public float[] toFloatArray() {
    return data().toFloatArray();
  }

  /**
   * Copies the one value of a one-element tensor out.
   *
   * @return the value
   * @throws ShapeException if the tensor has not exactly one element
   */
  public float item() {
    checkFloats("item");
    checkOneElement("item");
    return backend.operations().item(handle);
  }

  private void checkOneElement(String operation) {
    if (shape.numel() != 1) {
      throw new ShapeException(
          operation,
          "there must be exactly one element",
          "shape " + shape,
          "a scalar",
          "reduce it with sum() or mean()");
    }
  }

  /**
   * Overwrites the values in place, unseen by any gradient.
   *
   * @param data values of the same type and shape
   * @return this
   * @throws ShapeException if the shape differs
   */
  Tensor assign(TensorData data) {
    checkOpen("assign");
    if (!data.shape().equals(shape)) {
      throw new ShapeException(
          "assign", "the shapes must be equal", "shape " + data.shape(), shape + "", null);
    }
    if (data.dtype() != dtype) {
      throw new DTypeException(
          "assign", "the types must be equal", data.dtype() + "", dtype + "", null);
    }
    backend.operations().assign(handle, data);
    return this;
  }

  /**
   * Copies to a device; on its own device a tensor returns itself.
   *
   * @param target one of the backend's devices
   * @return the tensor there
   * @throws DeviceException if the backend has no such device
   */
  public Tensor to(Device target) {
    checkOpen("to");
    if (target.equals(device)) {
      return this;
    }
    Device known = backend.device(target);
    Object copy = backend.operations().to(handle, known);
    return dtype == DType.FLOAT32
        ? computed(backend, copy, shape, known, recordsHistory())
        : leaf(backend, copy, shape, dtype, known);
  }

  /** {@return whether gradients are computed for it} */
  public boolean requiresGrad() {
    return requiresGrad;
  }

  /**
   * Says whether gradients are to be computed for it; false freezes a parameter.
   *
   * @param requires whether to
   * @return this
   * @throws GradientException if the tensor was computed from others that require a gradient
   */
  public Tensor requiresGrad(boolean requires) {
    checkFloats("requiresGrad");
    if (history) {
      throw new GradientException(
          "requiresGrad",
          "only a tensor that was not computed from others can be told",
          "a computed tensor of shape " + shape,
          "a parameter or a tensor made from values",
          "take detach() of it first");
    }
    backend.operations().requiresGrad(handle, requires);
    requiresGrad = requires;
    return this;
  }

  /** Whether what is computed from this now will have a history. */
  private boolean recordsHistory() {
    return requiresGrad && backend.gradEnabled();
  }

  /** Whether this came out of a computation that a gradient goes through. */
  boolean hasHistory() {
    return history;
  }

  /**
   * The gradient that has gathered here. It goes on gathering: the tensor shows later additions
   * too, until {@link Optimizer#zeroGrad()} lets go of it.
   *
   * @return the gradient, of this tensor's shape, or null if there is none (yet)
   */
  public @Nullable Tensor grad() {
    checkFloats("grad");
    Object grad = backend.operations().grad(handle);
    return grad == null ? null : leaf(backend, grad, shape, DType.FLOAT32, device);
  }

  /**
   * Adds the derivative of this one-element tensor with respect to each tensor that it was computed
   * from, and that requires a gradient, to that tensor's {@link #grad()}; then forgets the history.
   *
   * @throws ShapeException if the tensor has not exactly one element
   * @throws GradientException if the tensor requires no gradient, or was differentiated before
   */
  public void backward() {
    checkFloats("backward");
    checkOneElement("backward");
    if (!requiresGrad) {
      throw new GradientException(
          "backward",
          "the tensor must require a gradient",
          "a tensor that was computed from none that does",
          "a loss of a model with parameters that require one",
          null);
    }
    if (differentiated) {
      throw GradientException.historyUsed();
    }
    backend.operations().backward(handle);
    differentiated = history;
  }

  /** {@return the same values without history: no gradient goes through} */
  public Tensor detach() {
    checkFloats("detach");
    return leaf(backend, backend.operations().detach(handle), shape, dtype, device);
  }

  /**
   * {@code this + other}.
   *
   * @param other a tensor that broadcasts with this one
   * @return the sum
   * @throws ShapeException if the shapes do not broadcast
   */
  public Tensor add(Tensor other) {
    Shape result = broadcast("add", other);
    return computed(backend.operations().add(handle, other.handle), result, other);
  }

  /**
   * {@code this + other}.
   *
   * @param other a number, rounded to float32
   * @return the sum
   */
  public Tensor add(double other) {
    return computed(floats("add").add(handle, other), shape);
  }

  /**
   * {@code this − other}.
   *
   * @param other a tensor that broadcasts with this one
   * @return the difference
   * @throws ShapeException if the shapes do not broadcast
   */
  public Tensor sub(Tensor other) {
    Shape result = broadcast("sub", other);
    return computed(backend.operations().sub(handle, other.handle), result, other);
  }

  /**
   * {@code this − other}.
   *
   * @param other a number, rounded to float32
   * @return the difference
   */
  public Tensor sub(double other) {
    return computed(floats("sub").add(handle, -other), shape);
  }

  /**
   * {@code this · other}, element by element.
   *
   * @param other a tensor that broadcasts with this one
   * @return the product
   * @throws ShapeException if the shapes do not broadcast
   */
  public Tensor mul(Tensor other) {
    Shape result = broadcast("mul", other);
    return computed(backend.operations().mul(handle, other.handle), result, other);
  }

  /**
   * {@code this · other}.
   *
   * @param other a number, rounded to float32
   * @return the product
   */
  public Tensor mul(double other) {
    return computed(floats("mul").mul(handle, other), shape);
  }

  /**
   * {@code this / other}, element by element.
   *
   * @param other a tensor that broadcasts with this one
   * @return the quotient
   * @throws ShapeException if the shapes do not broadcast
   */
  public Tensor div(Tensor other) {
    Shape result = broadcast("div", other);
    return computed(backend.operations().div(handle, other.handle), result, other);
  }

  /**
   * {@code this / other}.
   *
   * @param other a number, rounded to float32
   * @return the quotient
   */
  public Tensor div(double other) {
    return computed(floats("div").div(handle, other), shape);
  }

  /** {@return {@code −this}} */
  public Tensor neg() {
    return computed(floats("neg").neg(handle), shape);
  }

  /**
   * The matrix product.
   *
   * @param other a matrix {@code [k, m]}, this being {@code [n, k]}
   * @return the product, {@code [n, m]}
   * @throws ShapeException if one of the two is not a matrix or the inner sizes differ
   */
  public Tensor matmul(Tensor other) {
    checkWith("matmul", other);
    if (shape.rank() != 2 || other.shape.rank() != 2 || shape.size(1) != other.shape.size(0)) {
      throw new ShapeException(
          "matmul",
          "two matrices must match inside",
          "shapes " + shape + " and " + other.shape,
          "[n, k] and [k, m]",
          null);
    }
    Shape result = Shape.of(shape.size(0), other.shape.size(1));
    return computed(backend.operations().matmul(handle, other.handle), result, other);
  }

  /**
   * The transpose of a matrix.
   *
   * @return {@code [m, n]}, this being {@code [n, m]}
   * @throws ShapeException if this is not a matrix
   */
  public Tensor transpose() {
    TensorOperations<Object> operations = floats("transpose");
    if (shape.rank() != 2) {
      throw new ShapeException("transpose", "only a matrix", "shape " + shape, "[n, m]", null);
    }
    return computed(operations.transpose(handle), Shape.of(shape.size(1), shape.size(0)));
  }

  /**
   * The same values, row by row, in another shape.
   *
   * @param sizes the new sizes; one of them may be −1 and is then worked out
   * @return the tensor of that shape
   * @throws ShapeException if the new shape has not as many elements
   */
  public Tensor reshape(long... sizes) {
    TensorOperations<Object> operations = floats("reshape");
    Shape result = Reshape.resolve(shape, sizes);
    return computed(operations.reshape(handle, result), result);
  }

  /**
   * A range of one dimension.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @param start the first index of the range
   * @param length how many indices
   * @return the part
   * @throws ShapeException if there is no such dimension or no such range in it
   */
  public Tensor narrow(int dim, long start, long length) {
    TensorOperations<Object> operations = floats("narrow");
    int index = shape.index("narrow", dim);
    long size = shape.size(index);
    if (start < 0 || length < 0 || start > size - length) {
      throw new ShapeException(
          "narrow",
          "the range must lie in dimension " + dim,
          "start " + start + ", length " + length,
          "a range in 0 … " + size,
          null);
    }
    return computed(operations.narrow(handle, index, start, length), shape.withSize(index, length));
  }

  /** {@return the sum of all elements, a scalar; 0 if there is none} */
  public Tensor sum() {
    return computed(floats("sum").sum(handle), Shape.scalar());
  }

  /** {@return the mean of all elements, a scalar; NaN if there is none} */
  public Tensor mean() {
    return computed(floats("mean").mean(handle), Shape.scalar());
  }

  private Tensor computed(Object result, Shape resultShape) {
    return computed(backend, result, resultShape, device, recordsHistory());
  }

  private Tensor computed(Object result, Shape resultShape, Tensor other) {
    boolean records = recordsHistory() || other.recordsHistory();
    return computed(backend, result, resultShape, device, records);
  }

  private Shape broadcast(String operation, Tensor other) {
    checkWith(operation, other);
    return shape.broadcast(operation, other.shape);
  }

  /** Checks that an operation can take this and another tensor together. */
  void checkWith(String operation, Tensor other) {
    checkFloats(operation);
    other.checkFloats(operation);
    other.checkOn(operation, backend, device);
  }

  /** Checks that the tensor is where an operation happens. */
  void checkOn(String operation, Backend expectedBackend, Device expectedDevice) {
    if (backend != expectedBackend) {
      boolean twins = backend.name().equals(expectedBackend.name());
      throw new BackendException(
          operation,
          "all tensors must be of one backend",
          twins
              ? "tensors of two backends that were opened as " + backend.name()
              : "a tensor of " + backend.name(),
          "tensors of " + (twins ? "one" : expectedBackend.name()),
          twins ? "open the backend once and share it" : null);
    }
    if (!device.equals(expectedDevice)) {
      throw new DeviceException(
          operation,
          "all tensors must be on one device",
          "a tensor on " + device,
          expectedDevice.toString(),
          "move it with to(Device)");
    }
  }

  private TensorOperations<Object> floats(String operation) {
    checkFloats(operation);
    return backend.operations();
  }

  void checkFloats(String operation) {
    checkOpen(operation);
    if (dtype != DType.FLOAT32) {
      throw new DTypeException(
          operation, "the tensor must hold floats", dtype.toString(), DType.FLOAT32 + "", null);
    }
  }

  /** {@return what it is, without its values: {@code Tensor([11, 1], float32, cpu)}} */
  @Override
  public String toString() {
    return "Tensor(" + shape + ", " + dtype + ", " + device + ")";
  }
}

package io.kindling;

import io.kindling.core.DType;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.ClosedException;
import io.kindling.error.DTypeException;
import io.kindling.error.DeviceException;
import io.kindling.error.GradientException;
import io.kindling.error.ShapeException;
import io.kindling.ops.Operations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in an array of some {@link Shape} on a {@link Device}, with reverse-mode gradients.
 *
 * <p>Every operation makes a new tensor and leaves its inputs alone. Values are float32; int64
 * tensors only carry labels. Where an operation takes two tensors, they broadcast as PyTorch's do.
 * A tensor holds its memory until it is closed, mostly by the {@link Scope} around it. Threads may
 * read one at the same time; one thread changes it, or computes gradients through it. An operation
 * that is under way when another thread closes the tensor ends as if nothing were, and later ones
 * end with a {@link ClosedException}.
 *
 * @see <a href="https://pytorch.org/docs/stable/tensors.html">torch.Tensor</a>
 */
public final class Tensor extends Operand
    implements Operations<Tensor>,
        TensorArithmetic,
        TensorFunctions,
        TensorReductions,
        TensorLayout,
        TensorComparisons {
  /** The least bytes of which a garbage collected backend may use the memory again. */
  private static final long WORTH_RECLAIMING = 4096;

  private final @Nullable Owned module;
  private final boolean history;
  private boolean differentiated;

  /** The memory is another's, who frees it. */
  private boolean lent;

  private Tensor(
      Backend backend,
      Object handle,
      Shape shape,
      DType dtype,
      Device device,
      boolean history,
      @Nullable Owned module) {
    super(backend, handle, shape, dtype, device);
    this.history = history;
    this.requiresGrad = history;
    this.module = module;
  }

  /** A tensor that came out of a computation; it has a history if a gradient will be wanted. */
  static Tensor computed(
      Backend backend, Object handle, Shape shape, Device device, boolean history) {
    return counted(
        new Tensor(backend, handle, shape, DType.FLOAT32, device, history, /* module= */ null));
  }

  /** A tensor that holds values and knows nothing of where they come from. */
  static Tensor leaf(Backend backend, Object handle, Shape shape, DType dtype, Device device) {
    return counted(
        new Tensor(
            backend, handle, shape, dtype, device, /* history= */ false, /* module= */ null));
  }

  /** A tensor with memory of its own. */
  private static Tensor counted(Tensor tensor) {
    tensor.operations().held(tensor.bytes());
    return tensor.backend.own(tensor);
  }

  /** A tensor that holds the given values. */
  static Tensor leaf(Backend backend, Object handle, TensorData data) {
    Tensor tensor = leaf(backend, handle, data.shape(), data.dtype(), Device.CPU);
    tensor.range = data.dtype() == DType.INT64 ? IndexRange.of(data) : null;
    return tensor;
  }

  /** A tensor that holds the given values, in memory that is not its own. */
  static Tensor lent(Backend backend, Object handle, TensorData data, Device device) {
    Tensor tensor =
        new Tensor(
            backend,
            handle,
            data.shape(),
            data.dtype(),
            device,
            /* history= */ false,
            /* module= */ null);
    tensor.range = data.dtype() == DType.INT64 ? IndexRange.of(data) : null;
    tensor.lent = true;
    return backend.own(tensor);
  }

  /** A parameter: it lives as long as its module. */
  static Tensor parameter(Owned module, Claim claim, Object handle, Shape shape) {
    Tensor tensor = buffer(module, claim, handle, shape, DType.FLOAT32);
    tensor.requiresGrad = true;
    return tensor;
  }

  /** What belongs to a module's state and wants no gradient: it lives as long as its module. */
  static Tensor buffer(Owned module, Claim claim, Object handle, Shape shape, DType dtype) {
    Tensor tensor =
        new Tensor(module.backend, handle, shape, dtype, Device.CPU, /* history= */ false, module);
    tensor.state(claim);
    return tensor;
  }

  /** {@return the backend that made it} */
  public Backend backend() {
    return backend;
  }

  @Override
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

  /**
   * Moves the tensor itself, with its gradient: it stays the same object.
   *
   * @throws ClosedException if this is a parameter of a backend's module, which moves as a whole
   * @throws GradientException if it was computed from others
   */
  void move(Device target) {
    checkOpen("to");
    if (Device.same(target, device)) {
      return;
    }
    if (module != null) {
      throw new ClosedException(
          "to",
          "a parameter moves with its module",
          "a parameter of shape " + shape,
          "the module that made it",
          "pass move(device) on to that module");
    }
    checkNotComputed("to", "moved in place");
    Device known = backend.device(target);
    changing("to", () -> backend.operations().move(handle, known));
    device = known;
  }

  /** Changes what it holds, while no other thread uses it. */
  private void changing(String operation, Runnable change) {
    Claim state = state();
    if (state == null) {
      change.run();
      return;
    }
    state.change(operation);
    try {
      change.run();
    } finally {
      state.release();
    }
  }

  /** Who works on what it holds, which belongs to a module's state. */
  Claim claimed() {
    Claim state = state();
    if (state == null) {
      state = new Claim();
      state(state);
    }
    return state;
  }

  /** What holds the memory: the module that this is a parameter of, or else this. */
  @Override
  Owned owner() {
    return module == null ? this : module;
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
    if (!lent) {
      operations().release(handle);
      operations().held(-bytes());
    }
  }

  @Override
  void reclaim() {
    if (!lent) {
      operations().reclaim(handle);
      operations().held(-bytes());
    }
  }

  @Override
  boolean worthReclaiming() {
    return super.worthReclaiming() || bytes() >= WORTH_RECLAIMING;
  }

  private long bytes() {
    return shape.numel() * dtype.bytes();
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
    checkOpen("toFloatArray");
    checkFloats("toFloatArray");
    return backend.operations().readFloats(handle);
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

  void checkOneElement(String operation) {
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
   * Overwrites the values in place, unseen by any gradient: how an optimizer of one's own changes a
   * parameter. What was computed from the tensor before keeps its values.
   *
   * @param data values of the same type and shape
   * @return this
   * @throws ShapeException if the shape differs
   * @throws DTypeException if the type differs
   * @throws GradientException if the tensor was computed from others that require a gradient
   */
  public Tensor assign(TensorData data) {
    checkOpen("assign");
    checkNotComputed("assign", "overwritten");
    if (!data.shape().equals(shape)) {
      throw new ShapeException(
          "assign", "the shapes must be equal", "shape " + data.shape(), shape + "", null);
    }
    if (data.dtype() != dtype) {
      throw new DTypeException(
          "assign", "the types must be equal", data.dtype() + "", dtype + "", null);
    }
    changing("assign", () -> backend.operations().assign(handle, data));
    range = dtype == DType.INT64 ? IndexRange.of(data) : null;
    return this;
  }

  private void checkNotComputed(String operation, String what) {
    if (history) {
      throw new GradientException(
          operation,
          "a tensor that was computed from others cannot be " + what,
          "a computed tensor of shape " + shape,
          "a parameter or a tensor made from values",
          "take detach() of it first");
    }
  }

  /**
   * Overwrites the values in place by those of another tensor, unseen by any gradient.
   *
   * @param from a tensor of the same type and shape, on the same device
   * @return this
   * @throws ShapeException if the shape differs
   * @throws DTypeException if the type differs
   * @throws DeviceException if the device differs
   * @throws GradientException if this tensor was computed from others that require a gradient
   */
  public Tensor assign(Tensor from) {
    checkOpen("assign");
    checkNotComputed("assign", "overwritten");
    from.checkOpen("assign");
    from.checkOn("assign", backend, device);
    if (!from.shape.equals(shape)) {
      throw new ShapeException(
          "assign", "the shapes must be equal", "shape " + from.shape, shape + "", null);
    }
    if (from.dtype != dtype) {
      throw new DTypeException(
          "assign", "the types must be equal", from.dtype + "", dtype + "", null);
    }
    changing("assign", () -> backend.operations().copy(from.handle, handle));
    range = from.range;
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
    if (Device.same(target, device)) {
      return this;
    }
    Device known = backend.device(target);
    Object copy = backend.operations().to(handle, known);
    if (dtype == DType.FLOAT32) {
      return computed(backend, copy, shape, known, recordsHistory()).from(this);
    }
    Tensor moved = leaf(backend, copy, shape, dtype, known);
    moved.range = range;
    return moved;
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
    checkNotComputed("requiresGrad", "told whether it requires a gradient");
    backend.operations().requiresGrad(handle, requires);
    requiresGrad = requires;
    if (requires) {
      claimed();
    }
    return this;
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
   * Replaces the gradient that has gathered here, for instance by a smaller one.
   *
   * @param gradient the gradient, of this tensor's shape; null for none
   * @throws ShapeException if the shape is another
   * @throws GradientException if this requires no gradient or was computed from others
   */
  public void grad(@Nullable Tensor gradient) {
    checkFloats("grad");
    if (!requiresGrad || history) {
      throw new GradientException(
          "grad",
          "only a parameter, or a tensor made from values that requires a gradient, has a gradient",
          history ? "a computed tensor" : "a tensor that requires none",
          "requiresGrad(true)",
          null);
    }
    if (gradient != null) {
      checkWith("grad", gradient);
      if (!gradient.shape.equals(shape)) {
        throw new ShapeException(
            "grad", "the shapes must be equal", "shape " + gradient.shape, shape + "", null);
      }
    }
    if (gradient != null && gradient.hasHistory()) {
      try (Tensor values = gradient.detach()) {
        backend.operations().grad(handle, values.handle);
      }
    } else {
      backend.operations().grad(handle, gradient == null ? null : gradient.handle);
    }
  }

  /**
   * Adds the derivative of this one-element tensor with respect to each tensor that it was computed
   * from, and that requires a gradient, to that tensor's {@link #grad()}; then forgets the history.
   *
   * @throws ShapeException if the tensor has not exactly one element
   * @throws GradientException if the tensor requires no gradient, was differentiated before, or
   *     needs the value that a parameter had before it was changed
   */
  public void backward() {
    checkFloats("backward");
    checkOneElement("backward");
    if (!requiresGrad) {
      throw new GradientException(
          "backward",
          "the tensor must require a gradient",
          "a tensor that depends on none that requires one",
          "a loss of a model with parameters that require one",
          null);
    }
    if (differentiated) {
      throw GradientException.historyUsed();
    }
    Claim state = source();
    if (state == null) {
      backend.operations().backward(handle);
    } else {
      state.take("backward"); // the gradients are one thread's at a time
      try {
        verifySource("backward"); // gradients of what another thread has changed are of nothing
        backend.operations().backward(handle);
      } finally {
        state.release();
      }
    }
    differentiated = history;
  }

  @Override
  public Tensor constant(TensorData values) {
    checkOpen("constant");
    return backend.tensor(values).to(device);
  }

  @Override
  public Tensor detach() {
    checkOpen("detach");
    return leaf(backend, backend.operations().detach(handle), shape, dtype, device);
  }

  /**
   * Tensors one after the other along a dimension. Integers too.
   *
   * @param tensors the tensors, at least one; their shapes may differ in that dimension only
   * @param dim the dimension, from 0; negative counts from the last
   * @return the tensor that has them all
   * @throws ShapeException if the shapes differ elsewhere
   */
  public static Tensor cat(List<Tensor> tensors, int dim) {
    return Concatenation.of(tensors, dim);
  }

  /** {@return what it is, without its values: {@code Tensor([11, 1], float32, cpu)}} */
  @Override
  public String toString() {
    return "Tensor(" + shape + ", " + dtype + ", " + device + ")";
  }
}

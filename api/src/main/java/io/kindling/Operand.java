package io.kindling;

import io.kindling.core.DType;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.error.BackendException;
import io.kindling.error.DTypeException;
import io.kindling.error.DeviceException;
import io.kindling.error.ShapeException;
import io.kindling.spi.TensorOperations;
import java.nio.LongBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A tensor as its operations see it: an engine's own with what is known of it, the checks that they
 * share, and how a result becomes a tensor.
 */
abstract sealed class Operand extends Owned permits Tensor {
  final Object handle;
  final Shape shape;
  final DType dtype;
  Device device;
  boolean requiresGrad;

  /** What is known of integers; null where nobody knows. */
  @Nullable IndexRange range;

  /** What {@link #seen} is of a tensor that is a state itself. */
  private static final int STATE = -1;

  /** Who works on the state that this is, or was computed from last; null of anything else. */
  private @Nullable Claim claim;

  /** How often the state had changed when this was computed from it. */
  private int seen;

  Operand(Backend backend, Object handle, Shape shape, DType dtype, Device device) {
    super(backend);
    this.handle = handle;
    this.shape = shape;
    this.dtype = dtype;
    this.device = device;
  }

  /** A tensor that an operation takes, which must hold floats. */
  static Tensor floats(Object tensor, String operation) {
    Tensor operand = (Tensor) tensor;
    operand.checkFloats(operation);
    return operand;
  }

  /** What the engine computes with. */
  final TensorOperations<Object> operations() {
    return backend.operations();
  }

  /** Whether what is computed from this now will have a history. */
  final boolean recordsHistory() {
    return requiresGrad && backend.gradEnabled();
  }

  /** What an operation has computed from this tensor. */
  final Tensor computed(Object result, Shape resultShape) {
    if (dtype == DType.FLOAT32) {
      return Tensor.computed(backend, result, resultShape, device, recordsHistory())
          .from((Tensor) this);
    }
    Tensor integers = Tensor.leaf(backend, result, resultShape, dtype, device);
    integers.range = range;
    return integers;
  }

  /** What an operation has computed from this tensor and another, or by them both. */
  final Tensor computed(Object result, Shape resultShape, Tensor other) {
    boolean records = recordsHistory() || other.recordsHistory();
    return Tensor.computed(backend, result, resultShape, device, records)
        .from((Tensor) this, other);
  }

  /** Who works on the state that this is, or was computed from last, if any. */
  final @Nullable Claim source() {
    return claim;
  }

  /** Who works on what it holds; null where that is no state, and nothing changes it. */
  final @Nullable Claim state() {
    return seen == STATE ? claim : null;
  }

  /** Says that it is a state. */
  final void state(Claim of) {
    claim = of;
    seen = STATE;
  }

  /** Says what state it was computed from. */
  final Tensor from(Claim state, int changes) {
    claim = state;
    seen = changes;
    return (Tensor) this;
  }

  /** Says that it was computed from what another tensor was. */
  final Tensor from(Tensor other) {
    Operand operand = other;
    Claim state = operand.claim;
    if (state != null) {
      claim = state;
      seen = operand.seen == STATE ? state.changes() : operand.seen;
    }
    return (Tensor) this;
  }

  /** Says that it was computed from what one of two tensors was. */
  final Tensor from(Tensor one, Tensor other) {
    return from(one.source() == null ? other : one);
  }

  /** Checks that no other thread has changed the state that this was computed from. */
  final void verifySource(String operation) {
    if (claim != null && seen != STATE) {
      claim.verify(operation, seen);
    }
  }

  @Override
  void checkOpen(String operation) {
    super.checkOpen(operation);
    if (seen == STATE && claim != null) {
      claim.check(operation);
    }
  }

  /** Checks that an operation can take this and another tensor together, stretched to one shape. */
  final Shape broadcast(String operation, Tensor other) {
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
    if (!Device.same(device, expectedDevice)) {
      throw new DeviceException(
          operation,
          "all tensors must be on one device",
          "a tensor on " + device,
          expectedDevice.toString(),
          "move it with to(Device)");
    }
  }

  void checkFloats(String operation) {
    checkOpen(operation);
    if (dtype != DType.FLOAT32) {
      throw new DTypeException(
          operation, "the tensor must hold floats", dtype.toString(), DType.FLOAT32 + "", null);
    }
  }

  void checkIntegers(String operation) {
    checkOpen(operation);
    if (dtype != DType.INT64) {
      throw new DTypeException(
          operation,
          "the tensor must hold integers",
          dtype.toString(),
          DType.INT64 + "",
          "make it from a long[]");
    }
  }

  /**
   * Checks that integers are indices below a limit.
   *
   * @param operation what needs them
   * @param what what one of them is: a class, an index
   * @param limit the first number that is too large
   */
  void checkIndices(String operation, String what, long limit) {
    checkIndices(operation, what, limit, OptionalLong.empty());
  }

  /** Checks so, but for one number that is none of them. */
  void checkIndices(String operation, String what, long limit, OptionalLong ignored) {
    if (range != null && range.within(limit)) {
      return;
    }
    for (LongBuffer values = backend.operations().read(handle).longs(); values.hasRemaining(); ) {
      long value = values.get();
      boolean counts = ignored.isEmpty() || value != ignored.getAsLong();
      if (counts && (value < 0 || value >= limit)) {
        throw new ShapeException(
            operation,
            what + " must be within range",
            Long.toString(value),
            limit == 0 ? "none: there is nothing to choose from" : "0 … " + (limit - 1),
            null);
      }
    }
  }
}

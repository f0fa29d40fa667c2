package io.kindling;

import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import org.jspecify.annotations.Nullable;

/**
 * A place on a device that batches of one shape are copied or lent to, one after the other: memory
 * is taken once, however many there are.
 *
 * <pre>{@code
 * try (Slot inputs = new Slot(backend, device, Shape.of(256, 8))) {
 *   …
 *   Tensor batch = inputs.load(values); // until the next one is loaded
 * }
 * }</pre>
 */
public final class Slot implements AutoCloseable {
  private final Backend backend;
  private final Device device;
  private final Shape shape;
  private @Nullable Object handle;

  /** The values are the caller's. */
  private boolean borrowed;

  /** Another thread may be using it: nobody overwrites or frees it then. */
  private boolean elsewhere;

  private @Nullable Tensor loaded;

  /**
   * A place for batches; its memory is taken by the first one.
   *
   * @param backend the backend
   * @param device one of its devices
   * @param shape every batch's shape
   */
  public Slot(Backend backend, Device device, Shape shape) {
    this.backend = backend;
    this.device = backend.device(device);
    this.shape = shape;
  }

  /**
   * Loads a batch of floats.
   *
   * @param values the values, row by row; they are copied
   * @return the batch; the next one closes it, and what was computed from it without a copy must
   *     not be used after that either
   * @throws io.kindling.error.ShapeException if they do not make the shape
   */
  public Tensor load(float[] values) {
    return load(TensorData.view(values, shape));
  }

  /**
   * Loads a batch of integers.
   *
   * @param values the values, row by row; they are copied
   * @return the batch; the next one closes it
   * @throws io.kindling.error.ShapeException if they do not make the shape
   */
  public Tensor load(long[] values) {
    return load(TensorData.view(values, shape));
  }

  /**
   * Lends a batch of floats: a backend that computes in the JVM's memory reads them where they are,
   * another copies them.
   *
   * @param values the values, row by row; they must stay as they are until {@link #unload}, or
   *     until the next batch is loaded or lent
   * @return the batch; the next one closes it, and what was computed from it without a copy must
   *     not be used after that either
   * @throws io.kindling.error.ShapeException if they do not make the shape
   */
  public Tensor lend(float[] values) {
    TensorData data = TensorData.view(values, shape);
    unload();
    Object tensor =
        Device.same(device, Device.CPU) ? backend.operations().borrow(values, shape) : null;
    if (tensor == null) {
      return load(data);
    }
    release();
    handle = tensor;
    borrowed = true;
    return shown(tensor, data);
  }

  private Tensor load(TensorData data) {
    unload();
    Object tensor = handle;
    if (tensor == null) {
      tensor = backend.operations().create(data, device);
      handle = tensor;
    } else {
      backend.operations().assign(tensor, data);
    }
    return shown(tensor, data);
  }

  private Tensor shown(Object tensor, TensorData data) {
    Tensor batch = Tensor.lent(backend, tensor, data, device);
    loaded = batch;
    return batch;
  }

  /** Closes the batch that was loaded last; values that were lent are the caller's again. */
  public void unload() {
    if (loaded != null) {
      loaded.close();
      elsewhere |= loaded.isBusy();
      loaded = null;
    }
    if (borrowed || elsewhere) {
      release();
    }
  }

  private void release() {
    if (handle != null && !elsewhere && !backend.closed()) {
      backend.operations().release(handle);
    }
    handle = null;
    borrowed = false;
    elsewhere = false;
  }

  /** Frees the memory; the batch that was loaded last is closed. */
  @Override
  public void close() {
    unload();
    release();
  }
}

package io.kindling;

import org.jspecify.annotations.Nullable;

/**
 * A place on a device that batches of one shape are copied to, one after the other: memory is taken
 * once, however many there are.
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

  private Tensor load(TensorData data) {
    if (loaded != null) {
      loaded.close();
    }
    if (handle == null) {
      handle = backend.operations().create(data, device);
    } else {
      backend.operations().assign(handle, data);
    }
    Tensor tensor = Tensor.lent(backend, handle, data, device);
    loaded = tensor;
    return tensor;
  }

  /** Frees the memory; the batch that was loaded last is closed. */
  @Override
  public void close() {
    if (loaded != null) {
      loaded.close();
    }
    if (handle != null && !backend.closed()) {
      backend.operations().release(handle);
    }
    loaded = null;
    handle = null;
  }
}

package io.kindling.cpu.tensor;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.ArrayPool;
import io.kindling.cpu.kernel.MatrixRows;
import io.kindling.cpu.kernel.SampleLayout;
import io.kindling.cpu.kernel.Samples;
import org.jspecify.annotations.Nullable;

/**
 * A tensor in the JVM's own memory, row-major, of floats or of integers: a shape and a {@link
 * Storage}. Values are seen through {@link #values()} only, which computes them where they wait.
 */
public final class CpuTensor extends Differentiable {
  private final Shape shape;

  /** What a kind holds is final: who sees another kind in its place sees all of it. */
  private Storage storage;

  private CpuTensor(Shape shape, Storage storage) {
    this.shape = shape;
    this.storage = storage;
  }

  CpuTensor(Shape shape, float[] values) {
    this(shape, new Values(values));
  }

  CpuTensor(Shape shape, long[] integers) {
    this(shape, new Integers(integers));
  }

  /** What an operation has computed, in an array that nobody else has. */
  static CpuTensor computed(Shape shape, float[] values) {
    return new CpuTensor(shape, Values.computed(values));
  }

  /** The result of an operation that waits. */
  CpuTensor(Operation operation) {
    this(operation.shape(), new Waiting(operation));
  }

  static CpuTensor of(TensorData data) {
    return data.dtype() == DType.FLOAT32
        ? new CpuTensor(data.shape(), data.toFloatArray())
        : new CpuTensor(data.shape(), data.toLongArray());
  }

  /** A tensor of floats that will be overwritten time and again. */
  static CpuTensor changing(TensorData data) {
    return new CpuTensor(data.shape(), new Changing(data.toFloatArray(), null));
  }

  /** A tensor whose values are lent until it is released. */
  static CpuTensor borrowing(Shape shape, float[] values) {
    return new CpuTensor(shape, new Lent(values));
  }

  /** {@return the sizes} */
  public Shape shape() {
    return shape;
  }

  /** {@return the number of elements} */
  public int numel() {
    return (int) shape.numel();
  }

  /**
   * Returns one dimension's size.
   *
   * @param dim the dimension, from 0
   * @return its size
   */
  public int size(int dim) {
    return (int) shape.size(dim);
  }

  /** {@return a float32 tensor's values, row by row; the tensor's own array} */
  public float[] values() {
    return computed().values();
  }

  /** The storage, which waits no more. */
  private Storage computed() {
    Storage present = storage;
    if (present instanceof Waiting) {
      present = new Values(present.values());
      storage = present;
    }
    return present;
  }

  boolean holdsIntegers() {
    return storage instanceof Integers;
  }

  /** {@return an int64 tensor's values, row by row; the tensor's own array} */
  public long[] integers() {
    return ((Integers) storage).elements();
  }

  /** The array that holds the elements, {@code float[]} or {@code long[]}. */
  Object elements() {
    return computed().elements();
  }

  /** The elements as they were when there was some version. */
  Object elements(int ofVersion) {
    return ofVersion == version() ? elements() : computed().original();
  }

  TensorData data() {
    return storage instanceof Integers integers
        ? TensorData.of(integers.elements(), shape)
        : TensorData.of(values(), shape);
  }

  /**
   * Says that {@link #values()} will be overwritten where they are, time and again: they get an
   * array of their own, of which there is no copy in another layout.
   */
  public void willChange() {
    if (!changes()) {
      storage = computed().overwritten(TensorData.view(values(), shape));
    }
  }

  void assign(TensorData data) {
    storage = computed().overwritten(data);
    changed();
  }

  void assign(CpuTensor from) {
    assign(
        from.holdsIntegers()
            ? TensorData.view(from.integers(), shape)
            : TensorData.view(from.values(), shape));
  }

  /** {@return whether it is overwritten time and again: then nothing may wait to read it} */
  public boolean changes() {
    return storage instanceof Changing;
  }

  /** {@return the operation that has yet to compute the values; null once they are there} */
  public @Nullable Operation waiting() {
    return storage instanceof Waiting waiting ? waiting.operation() : null;
  }

  /** Whether the values are there, or nobody can ask for them any more. */
  boolean isDone() {
    return !(storage instanceof Waiting waiting) || waiting.isMoot();
  }

  boolean borrows() {
    return storage instanceof Lent;
  }

  /** Says that a result waits for the values. */
  void awaitedBy(CpuTensor result) {
    if (storage instanceof Lent loan) {
      loan.awaitedBy(result);
    }
  }

  /** Says that nobody will use it any more. What is lent ends here. */
  void release() {
    storage.release();
    if (borrows()) {
      changed();
    }
  }

  /** Says that one more needs the values as they are, until {@link #letGo}, or for good. */
  public void hold() {
    if (isWorthKeeping()) {
      storage.hold();
    }
  }

  /** Whether an array as long is used again. */
  private boolean isWorthKeeping() {
    return shape.numel() >= ArrayPool.LEAST;
  }

  /** Says that one who held the values needs them no more. After the last the array is free. */
  void letGo(ArrayPool pool) {
    float[] free = isWorthKeeping() ? storage.letGo() : null;
    if (free != null) {
      pool.give(free);
    }
  }

  /** {@return a matrix's rows, where they are} */
  public MatrixRows rows() {
    MatrixRows batch = waiting() instanceof Narrow part ? part.rows() : null;
    return batch == null ? new MatrixRows(values(), 0) : batch;
  }

  /**
   * The values as samples, a row each.
   *
   * @param layout how they are best read
   * @return the samples
   */
  public Samples samples(SampleLayout layout) {
    if (waiting() instanceof Narrow part) {
      return part.samples(layout);
    }
    int rows = size(0);
    int features = size(1);
    Storage present = computed();
    Storage next = present.readAsSamples(layout, rows, features);
    if (next != present) {
      storage = next;
    }
    return next.samples(layout, rows, features);
  }

  /**
   * Some rows of the values as samples. Where packed ones cannot be divided, they are not packed.
   */
  Samples samples(SampleLayout layout, int start, int rows) {
    if (layout.divides(start, start + rows, size(0))) {
      return samples(layout).part(start, rows);
    }
    Storage present = computed();
    present.readBetweenPanels();
    return layout.samples(present.values(), size(0), size(1)).part(start, rows);
  }

  /** The values in another layout than {@link #values()}, if they are in no other. */
  @Nullable Samples packedOnly() {
    return storage.packedOnly();
  }
}

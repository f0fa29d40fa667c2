package io.kindling.cpu.tensor;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.Kernels;
import io.kindling.cpu.kernel.Rows;
import io.kindling.cpu.kernel.Samples;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tensor in the JVM's own memory: a row-major array, contiguous, of floats or of integers.
 *
 * <p>The array may be missing while nobody looks: an operation may wait until somebody does, and
 * samples that are read again and again are kept in the layout that is read fastest. Values are
 * seen through {@link #values()} only, which makes it good.
 */
public final class CpuTensor extends Differentiable {
  private final Shape shape;
  private final long @Nullable [] integers;

  /**
   * The values, if they are there; volatile, so that who sees them gone sees what replaces them.
   */
  private volatile float @Nullable [] values;

  /** What has yet to compute the values; let go when it has. */
  private volatile @Nullable Operation waiting;

  /** The values in another layout. */
  private volatile @Nullable Samples packed;

  private boolean readAsSamples;
  private boolean neverPacked;
  private boolean changes;

  /** The values before they were overwritten for the first time. */
  private float @Nullable [] original;

  /** Whether the values are lent, and not the tensor's own. */
  private boolean borrows;

  /** The result that waits to read values that are lent; there is at most one at a time. */
  private @Nullable CpuTensor lentTo;

  private boolean released;

  CpuTensor(Shape shape, float[] values) {
    this.shape = shape;
    this.values = values;
    this.integers = null;
    this.waiting = null;
  }

  CpuTensor(Shape shape, long[] integers) {
    this.shape = shape;
    this.values = null;
    this.integers = integers;
    this.waiting = null;
  }

  /** The result of an operation that waits. */
  CpuTensor(Operation operation) {
    this.shape = operation.shape();
    this.integers = null;
    this.waiting = operation;
  }

  /** A tensor whose values are lent until it is released. */
  static CpuTensor borrowing(Shape shape, float[] values) {
    CpuTensor tensor = new CpuTensor(shape, values);
    tensor.borrows = true;
    return tensor;
  }

  boolean borrows() {
    return borrows;
  }

  /** Says that a result waits for the values. Another that did is computed. */
  void awaitedBy(CpuTensor result) {
    if (borrows) {
      endWait();
      lentTo = result;
    }
  }

  /** Says that nobody will use it any more. What is lent ends here, and so nothing waits for it. */
  void release() {
    released = true;
    if (borrows) {
      endWait();
      changed();
    }
  }

  private void endWait() {
    if (lentTo != null && !lentTo.isDone()) {
      lentTo.values();
    }
    lentTo = null;
  }

  /** Whether the values are there, or nobody can ask for them any more. */
  private boolean isDone() {
    Operation operation = waiting;
    return operation == null || (released && operation.spent());
  }

  static CpuTensor of(TensorData data) {
    return data.dtype() == DType.FLOAT32
        ? new CpuTensor(data.shape(), data.toFloatArray())
        : new CpuTensor(data.shape(), data.toLongArray());
  }

  TensorData data() {
    return integers == null ? TensorData.of(values(), shape) : TensorData.of(integers, shape);
  }

  void assign(TensorData data) {
    if (integers == null) {
      data.floats().get(overwritten());
    } else {
      data.longs().get(integers);
    }
    changed();
  }

  void assign(CpuTensor from) {
    if (integers == null) {
      float[] source = from.values(); // before they are overwritten, should the two be one
      System.arraycopy(source, 0, overwritten(), 0, source.length);
    } else {
      System.arraycopy(from.integers(), 0, integers, 0, integers.length);
    }
    changed();
  }

  /** The array to overwrite. What waits reads the first one, and from then on nothing waits. */
  private float[] overwritten() {
    if (changes) {
      return values();
    }
    changes = true;
    original = values();
    float[] fresh = new float[original.length];
    values = fresh;
    packed = null;
    return fresh;
  }

  /** The elements as they were when there was some version. */
  Object storage(int ofVersion) {
    return ofVersion == version() || original == null ? storage() : original;
  }

  /** The array that holds the elements, {@code float[]} or {@code long[]}. */
  Object storage() {
    return integers == null ? values() : integers;
  }

  boolean holdsIntegers() {
    return integers != null;
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
    Operation operation = waiting; // let go after the values are there, so looked at before
    float[] present = values;
    if (present == null) {
      present = operation == null ? Objects.requireNonNull(packed).rowMajor() : operation.forward();
      values = present;
      waiting = null;
    }
    return present;
  }

  /** {@return a matrix's rows, where they are} */
  public Rows rows() {
    Rows batch = waiting instanceof Narrow part ? part.rows() : null;
    return batch == null ? new Rows(values(), 0) : batch;
  }

  /** {@return the operation that has yet to compute the values; null once they are there} */
  public @Nullable Operation waiting() {
    return waiting;
  }

  /**
   * The values as samples, a row each. Who reads them so twice will do so again: then they are
   * packed, and their own array is let go.
   *
   * @param kernels what reads them
   * @return the samples
   */
  public Samples samples(Kernels kernels) {
    if (waiting instanceof Narrow part) {
      return part.samples(kernels);
    }
    Samples present = packed;
    if (present != null) {
      return present;
    }
    Samples samples = kernels.samples(values(), size(0), size(1));
    if (readAsSamples && !neverPacked && !changes) {
      Samples copy = kernels.packed(samples, kernels);
      if (copy != null) {
        packed = copy;
        values = null;
        return copy;
      }
    }
    readAsSamples = true;
    return samples;
  }

  /** Some rows of the values as samples. Panels begin at certain rows only. */
  Samples samples(Kernels kernels, int start, int rows) {
    if (start % Kernels.LANES == 0) {
      return samples(kernels).part(start, rows);
    }
    neverPacked = true;
    return kernels.samples(values(), size(0), size(1)).part(start, rows);
  }

  /** The values in another layout than {@link #values()}, if they are in no other. */
  @Nullable Samples packedOnly() {
    return values == null ? packed : null;
  }

  /** {@return whether it is overwritten time and again: then nothing may wait to read it} */
  public boolean changes() {
    return changes;
  }

  /** Says that it will be overwritten. */
  void willChange() {
    changes = true;
  }

  /** {@return an int64 tensor's values, row by row; the tensor's own array} */
  public long[] integers() {
    return Objects.requireNonNull(integers);
  }
}

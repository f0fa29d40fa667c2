package io.kindling.cpu.tensor;

import io.kindling.DType;
import io.kindling.Shape;
import io.kindling.TensorData;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tensor in the JVM's own memory: a row-major array, contiguous, of floats or of integers.
 *
 * <p>Values are read through {@link #values()} only, and a tensor knows the operation that makes
 * them: an operation may so wait until somebody looks, without anybody seeing it.
 */
public final class CpuTensor {
  private final Shape shape;
  private final float[] values;
  private final long @Nullable [] integers;
  private @Nullable Operation producer;
  private boolean requiresGrad;
  private int version;
  private float @Nullable [] gradient;

  CpuTensor(Shape shape, float[] values) {
    this.shape = shape;
    this.values = values;
    this.integers = null;
  }

  CpuTensor(Shape shape, long[] integers) {
    this.shape = shape;
    this.values = new float[0];
    this.integers = integers;
  }

  static CpuTensor of(TensorData data) {
    return data.dtype() == DType.FLOAT32
        ? new CpuTensor(data.shape(), data.toFloatArray())
        : new CpuTensor(data.shape(), data.toLongArray());
  }

  TensorData data() {
    return integers == null ? TensorData.of(values, shape) : TensorData.of(integers, shape);
  }

  void assign(TensorData data) {
    if (integers == null) {
      data.floats().get(values);
    } else {
      data.longs().get(integers);
    }
    changed();
  }

  /** The array that holds the elements, {@code float[]} or {@code long[]}. */
  Object storage() {
    return integers == null ? values : integers;
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
    return values;
  }

  /** {@return an int64 tensor's values, row by row; the tensor's own array} */
  public long[] integers() {
    return Objects.requireNonNull(integers);
  }

  /** {@return whether gradients are computed for it} */
  public boolean requiresGrad() {
    return requiresGrad;
  }

  void requiresGrad(boolean requires) {
    requiresGrad = requires;
  }

  @Nullable Operation producer() {
    return producer;
  }

  void producedBy(Operation operation) {
    producer = operation;
    requiresGrad = true;
  }

  /** How often the values were overwritten. */
  int version() {
    return version;
  }

  /** Says that the values were overwritten: no gradient that needs the old ones can be computed. */
  public void changed() {
    version++;
  }

  /** {@return the gradient that has gathered here, or null; the tensor's own array} */
  public float @Nullable [] gradient() {
    return gradient;
  }

  /** Forgets the gradient. */
  public void clearGradient() {
    gradient = null;
  }

  /**
   * Adds to the gradient.
   *
   * @param part what to add, row by row; the array stays the caller's
   */
  public void addGradient(float[] part) {
    if (gradient == null) {
      gradient = part.clone();
    } else {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += part[i];
      }
    }
  }

  /**
   * Adds to the gradient.
   *
   * @param part what to add, row by row; the array becomes the tensor's
   */
  public void giveGradient(float[] part) {
    if (gradient == null) {
      gradient = part;
    } else {
      addGradient(part);
    }
  }
}

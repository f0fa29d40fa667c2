package io.kindling.core;

import io.kindling.error.DTypeException;
import io.kindling.error.MemoryException;
import io.kindling.error.ShapeException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * A tensor's values in the JVM's own memory: what goes into a backend and what comes out of it, and
 * what a state dict is made of. Immutable; belongs to no backend and no device. Row-major.
 */
public final class TensorData {
  private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

  private final Shape shape;
  private final DType dtype;
  private final Object values;

  private TensorData(Shape shape, DType dtype, Object values, long length) {
    checkLength(length, shape);
    this.shape = shape;
    this.dtype = dtype;
    this.values = values;
  }

  /**
   * Copies floats.
   *
   * @param values the values, row by row
   * @param shape their shape
   * @return the data, of type {@link DType#FLOAT32}
   * @throws ShapeException if the shape has not as many elements as there are values
   */
  public static TensorData of(float[] values, Shape shape) {
    float[] copy = floats(shape.numel() == values.length ? shape : Shape.of(values.length));
    System.arraycopy(values, 0, copy, 0, values.length);
    return new TensorData(shape, DType.FLOAT32, copy, values.length);
  }

  /**
   * Copies integers.
   *
   * @param values the values, row by row
   * @param shape their shape
   * @return the data, of type {@link DType#INT64}
   * @throws ShapeException if the shape has not as many elements as there are values
   */
  public static TensorData of(long[] values, Shape shape) {
    return new TensorData(shape, DType.INT64, values.clone(), values.length);
  }

  /** Floats that are not copied: for what reads them at once and keeps nothing. */
  public static TensorData view(float[] values, Shape shape) {
    return new TensorData(shape, DType.FLOAT32, values, values.length);
  }

  /** Integers that are not copied: for what reads them at once and keeps nothing. */
  public static TensorData view(long[] values, Shape shape) {
    return new TensorData(shape, DType.INT64, values, values.length);
  }

  /**
   * One float, as often as needed.
   *
   * @param shape the shape to fill
   * @param value the value
   * @return the data, of type {@link DType#FLOAT32}
   */
  public static TensorData full(Shape shape, float value) {
    float[] values = floats(shape);
    Arrays.fill(values, value);
    return new TensorData(shape, DType.FLOAT32, values, values.length);
  }

  /** Fills an array. */
  @FunctionalInterface
  public interface Filler<A, E extends Exception> {
    /**
     * Fills the array, and does not keep it.
     *
     * @param values what to fill, all zeros
     * @throws E if the values cannot be had
     */
    void fill(A values) throws E;
  }

  /**
   * Floats that are written where they stay, without a copy.
   *
   * @param shape their shape
   * @param filler writes the values, row by row
   * @param <E> what the filler throws
   * @return the data, of type {@link DType#FLOAT32}
   * @throws E if the filler does
   */
  public static <E extends Exception> TensorData filledFloats(
      Shape shape, Filler<float[], E> filler) throws E {
    float[] values = floats(shape);
    filler.fill(values);
    return new TensorData(shape, DType.FLOAT32, values, values.length);
  }

  /**
   * Integers that are written where they stay, without a copy.
   *
   * @param shape their shape
   * @param filler writes the values, row by row
   * @param <E> what the filler throws
   * @return the data, of type {@link DType#INT64}
   * @throws E if the filler does
   */
  public static <E extends Exception> TensorData filledLongs(Shape shape, Filler<long[], E> filler)
      throws E {
    long[] values = longs(shape);
    filler.fill(values);
    return new TensorData(shape, DType.INT64, values, values.length);
  }

  /** Checks that a shape has as many elements as there are values. */
  public static void checkLength(long length, Shape shape) {
    if (length != shape.numel()) {
      throw new ShapeException(
          "TensorData.of",
          "there must be as many values as the shape has elements",
          length + " values for shape " + shape,
          shape.numel() + " values",
          null);
    }
  }

  /** How many values a shape has, if one array holds them. */
  static int length(Shape shape) {
    if (shape.numel() > MOST_VALUES) {
      throw new ShapeException(
          "TensorData",
          "the values must fit an array",
          "shape " + shape,
          "at most " + MOST_VALUES + " values",
          null);
    }
    return (int) shape.numel();
  }

  /** Zeros of a shape. */
  static float[] floats(Shape shape) {
    try {
      return new float[length(shape)];
    } catch (OutOfMemoryError e) {
      throw MemoryException.heap("TensorData", e);
    }
  }

  private static long[] longs(Shape shape) {
    try {
      return new long[length(shape)];
    } catch (OutOfMemoryError e) {
      throw MemoryException.heap("TensorData", e);
    }
  }

  /** {@return the shape} */
  public Shape shape() {
    return shape;
  }

  /** {@return the kind of number} */
  public DType dtype() {
    return dtype;
  }

  /**
   * Shows the values without copying them.
   *
   * @return a read-only view of the floats, row by row
   * @throws DTypeException if the data are not floats
   */
  public FloatBuffer floats() {
    require(DType.FLOAT32);
    return FloatBuffer.wrap((float[]) values).asReadOnlyBuffer();
  }

  /**
   * Shows the values without copying them.
   *
   * @return a read-only view of the integers, row by row
   * @throws DTypeException if the data are not integers
   */
  public LongBuffer longs() {
    require(DType.INT64);
    return LongBuffer.wrap((long[]) values).asReadOnlyBuffer();
  }

  /**
   * Copies the values out.
   *
   * @return the floats, row by row
   * @throws DTypeException if the data are not floats
   */
  public float[] toFloatArray() {
    require(DType.FLOAT32);
    return ((float[]) values).clone();
  }

  /** The floats themselves, for one who alone has these data and forgets them. */
  public float[] intoFloatArray() {
    require(DType.FLOAT32);
    return (float[]) values;
  }

  /**
   * Copies the values out.
   *
   * @return the integers, row by row
   * @throws DTypeException if the data are not integers
   */
  public long[] toLongArray() {
    require(DType.INT64);
    return ((long[]) values).clone();
  }

  private void require(DType expected) {
    if (dtype != expected) {
      throw new DTypeException(
          "TensorData",
          "the values must be of the type that is asked for",
          dtype.toString(),
          expected + "",
          null);
    }
  }

  /** Equal if type, shape and every value's bits are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TensorData data
        && dtype == data.dtype
        && shape.equals(data.shape)
        && (dtype == DType.FLOAT32
            ? Arrays.equals((float[]) values, (float[]) data.values)
            : Arrays.equals((long[]) values, (long[]) data.values));
  }

  @Override
  public int hashCode() {
    int hash =
        dtype == DType.FLOAT32
            ? Arrays.hashCode((float[]) values)
            : Arrays.hashCode((long[]) values);
    return 31 * shape.hashCode() + hash;
  }

  @Override
  public String toString() {
    return dtype + shape.toString();
  }
}

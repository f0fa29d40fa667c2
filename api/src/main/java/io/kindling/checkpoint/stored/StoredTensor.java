package io.kindling.checkpoint.stored;

import io.kindling.checkpoint.numbers.Widening;
import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.error.DTypeException;
import io.kindling.error.ShapeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor's values as a file stores them, of any {@link StoredType}: for what Kindling does not
 * compute with, but should read, keep and write. Immutable. Row-major, packed, little-endian.
 */
public final class StoredTensor {
  private final StoredType type;
  private final Shape shape;
  private final byte[] bytes;

  public StoredTensor(StoredType type, Shape shape, byte[] bytes) {
    this.type = type;
    this.shape = shape;
    this.bytes = bytes;
  }

  /**
   * Copies values.
   *
   * @param type what they are
   * @param shape their shape
   * @param bytes the values, row by row, little-endian
   * @return the tensor
   * @throws ShapeException if the shape does not need as many bytes
   */
  public static StoredTensor of(StoredType type, Shape shape, byte[] bytes) {
    if (bytes.length % type.bytes() != 0 || bytes.length / type.bytes() != shape.numel()) {
      throw new ShapeException(
          "StoredTensor.of",
          "there must be the bytes that the shape needs",
          bytes.length + " bytes for shape " + shape + " of " + type.torchName(),
          type.bytes() + " bytes for each element",
          null);
    }
    return new StoredTensor(type, shape, bytes.clone());
  }

  /** {@return the kind of number} */
  public StoredType type() {
    return type;
  }

  /** {@return the shape} */
  public Shape shape() {
    return shape;
  }

  /** {@return a read-only view of the values, row by row, in little-endian order} */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Converts the values to a type that Kindling computes with, as {@link StoredType#becomes} says.
   *
   * @return the values, float32 or int64
   * @throws DTypeException if they are of a type that becomes neither
   */
  public TensorData toTensorData() {
    DType dtype =
        type.becomes()
            .orElseThrow(
                () ->
                    new DTypeException(
                        "StoredTensor.toTensorData",
                        "the values must be convertible to float32 or int64",
                        type.torchName(),
                        "any type but complex and uint64",
                        "save real and imaginary part, or int64"));
    int count = (int) shape.numel();
    return dtype == DType.FLOAT32
        ? TensorData.filledFloats(shape, to -> Widening.floats(type, bytes(), to, 0, count))
        : TensorData.filledLongs(shape, to -> Widening.longs(type, bytes(), to, 0, count));
  }

  @Override
  public String toString() {
    return type.torchName() + shape;
  }
}

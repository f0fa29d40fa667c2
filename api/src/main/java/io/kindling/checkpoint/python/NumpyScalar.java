package io.kindling.checkpoint.python;

import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.StoredType;
import java.nio.ByteBuffer;

/**
 * One number of NumPy's, {@code numpy.float64(0.5)}: a number here too, which remembers its type.
 */
public final class NumpyScalar extends Number {
  private static final long serialVersionUID = 1L;

  private final transient NumpyType type;
  private final transient StoredTensor value;

  /**
   * Makes one.
   *
   * @param type its type
   * @param value its value, of the same type and one element
   */
  public NumpyScalar(NumpyType type, StoredTensor value) {
    this.type = type;
    this.value = value;
  }

  /** {@return its type} */
  public NumpyType type() {
    return type;
  }

  /** {@return its value as a file stores it} */
  public StoredTensor stored() {
    return value;
  }

  /**
   * {@return the same as Java and Kindling have it: a {@code Long}, {@code Double}, {@code Boolean}
   * or {@link Complex}; a {@link java.math.BigInteger} where an unsigned number needs it}
   */
  public Object plain() {
    ByteBuffer bytes = value.bytes();
    return switch (type.type()) {
      case BOOL -> bytes.get(0) != 0;
      case COMPLEX64 -> new Complex(bytes.getFloat(0), bytes.getFloat(4));
      case COMPLEX128 -> new Complex(bytes.getDouble(0), bytes.getDouble(8));
      case FLOAT64 -> bytes.getDouble(0);
      case UINT64 ->
          bytes.getLong(0) >= 0
              ? (Object) bytes.getLong(0)
              : new java.math.BigInteger(Long.toUnsignedString(bytes.getLong(0)));
      case FLOAT32, FLOAT16 -> (double) value.toTensorData().floats().get(0);
      default -> value.toTensorData().longs().get(0);
    };
  }

  private Number number() {
    Object plain = plain();
    if (plain instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    return plain instanceof Complex complex ? complex.real() : (Number) plain;
  }

  @Override
  public int intValue() {
    return number().intValue();
  }

  @Override
  public long longValue() {
    return number().longValue();
  }

  @Override
  public float floatValue() {
    return number().floatValue();
  }

  @Override
  public double doubleValue() {
    return number().doubleValue();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NumpyScalar scalar
        && scalar.type.equals(type)
        && scalar.value.bytes().equals(value.bytes());
  }

  @Override
  public int hashCode() {
    return value.bytes().hashCode();
  }

  @Override
  public String toString() {
    return type.type() == StoredType.BOOL
        ? (doubleValue() == 0 ? "False" : "True")
        : plain().toString();
  }
}

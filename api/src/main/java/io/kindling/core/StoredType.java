package io.kindling.core;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of number that a torch or safetensors file stores, little-endian. Quantized types are
 * not among them: a file with those is refused by name.
 *
 * <p>Source: PyTorch's {@code torch/_utils.py} and {@code torch/storage.py}.
 */
public enum StoredType {
  /** IEEE double precision. */
  FLOAT64("float64", "DoubleStorage", 8),
  /** IEEE single precision, what Kindling trains in. */
  FLOAT32("float32", "FloatStorage", 4),
  /** IEEE half precision. */
  FLOAT16("float16", "HalfStorage", 2),
  /** The upper half of a single-precision number. */
  BFLOAT16("bfloat16", "BFloat16Storage", 2),
  /** Two doubles: real part, imaginary part. */
  COMPLEX128("complex128", "ComplexDoubleStorage", 16),
  /** Two floats: real part, imaginary part. */
  COMPLEX64("complex64", "ComplexFloatStorage", 8),
  /** Signed, 64 bits; class labels. */
  INT64("int64", "LongStorage", 8),
  /** Signed, 32 bits. */
  INT32("int32", "IntStorage", 4),
  /** Signed, 16 bits. */
  INT16("int16", "ShortStorage", 2),
  /** Signed, 8 bits. */
  INT8("int8", "CharStorage", 1),
  /** Unsigned, 8 bits. */
  UINT8("uint8", "ByteStorage", 1),
  /** A byte, 0 or 1. */
  BOOL("bool", "BoolStorage", 1),
  /** Unsigned, 16 bits. */
  UINT16("uint16", null, 2),
  /** Unsigned, 32 bits. */
  UINT32("uint32", null, 4),
  /** Unsigned, 64 bits. */
  UINT64("uint64", null, 8),
  /** 8 bits: sign, 4 of exponent, 3 of mantissa; no infinity. */
  FLOAT8_E4M3FN("float8_e4m3fn", null, 1),
  /** 8 bits: sign, 4 of exponent with bias 8, 3 of mantissa; no infinity, no negative zero. */
  FLOAT8_E4M3FNUZ("float8_e4m3fnuz", null, 1),
  /** 8 bits: sign, 5 of exponent, 2 of mantissa. */
  FLOAT8_E5M2("float8_e5m2", null, 1),
  /** 8 bits: sign, 5 of exponent with bias 16, 2 of mantissa; no infinity, no negative zero. */
  FLOAT8_E5M2FNUZ("float8_e5m2fnuz", null, 1);

  private final String torchName;
  private final @Nullable String storageClass;
  private final int bytes;

  StoredType(String torchName, @Nullable String storageClass, int bytes) {
    this.torchName = torchName;
    this.storageClass = storageClass;
    this.bytes = bytes;
  }

  /** {@return PyTorch's name of the type: {@code float32} for {@code torch.float32}} */
  public String torchName() {
    return torchName;
  }

  /**
   * {@return the class in {@code torch} that says the type in a file, {@code FloatStorage}; null
   * for the newer types, which are stored as {@code UntypedStorage} with the type beside it}
   */
  public @Nullable String storageClass() {
    return storageClass;
  }

  /**
   * {@return the class that says the type in an archive of C++ {@code torch::save}: {@link
   * #storageClass()} where there is one, else one that only C++ knows, {@code UInt16Storage}}
   */
  public String cppStorageClass() {
    if (storageClass != null) {
      return storageClass;
    }
    String name =
        torchName.startsWith("uint")
            ? "UInt" + torchName.substring("uint".length())
            : "F" + torchName.substring("f".length());
    return name + "Storage";
  }

  /** {@return how many bytes an element takes} */
  public int bytes() {
    return bytes;
  }

  /**
   * {@return what its values become where Kindling computes with them: floating-point numbers
   * float32 ({@code FLOAT64} rounded to the nearest, beyond float32's range to infinity; the others
   * exactly), integers and truth values int64, exactly. Nothing for complex numbers and {@code
   * UINT64}, which fit neither}
   */
  public Optional<DType> becomes() {
    return switch (this) {
      case COMPLEX128, COMPLEX64, UINT64 -> Optional.empty();
      case INT64, INT32, INT16, INT8, UINT8, BOOL, UINT16, UINT32 -> Optional.of(DType.INT64);
      default -> Optional.of(DType.FLOAT32);
    };
  }

  /**
   * {@return the type that holds a kind of number as it is}
   *
   * @param dtype the kind of number
   */
  public static StoredType of(DType dtype) {
    return dtype == DType.FLOAT32 ? FLOAT32 : INT64;
  }

  /**
   * Finds the type that PyTorch calls so.
   *
   * @param torchName the name without {@code torch.}
   * @return the type, or nothing where there is none
   */
  public static Optional<StoredType> named(String torchName) {
    return Arrays.stream(values()).filter(type -> type.torchName.equals(torchName)).findFirst();
  }

  /**
   * Finds the type that a storage class holds, one of Python's or of C++.
   *
   * @param storageClass the name of the class without {@code torch.}
   * @return the type, or nothing where there is none
   */
  public static Optional<StoredType> ofStorageClass(String storageClass) {
    return Arrays.stream(values())
        .filter(type -> storageClass.equals(type.cppStorageClass()))
        .findFirst();
  }
}

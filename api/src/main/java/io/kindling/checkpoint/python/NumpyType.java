package io.kindling.checkpoint.python;

import io.kindling.core.StoredType;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A type of NumPy's, its dtype, of numbers and truth values.
 *
 * @param type the kind of number
 * @param bigEndian whether NumPy keeps it in the order that processors have given up
 */
public record NumpyType(StoredType type, boolean bigEndian) {
  /** {@return NumPy's code: {@code f8}} */
  public String code() {
    String kind =
        switch (type) {
          case BOOL -> "b";
          case INT8, INT16, INT32, INT64 -> "i";
          case UINT8, UINT16, UINT32, UINT64 -> "u";
          case COMPLEX64, COMPLEX128 -> "c";
          default -> "f";
        };
    return kind + type.bytes();
  }

  /** {@return how files write the order of its bytes: {@code <}, {@code >}, or | for none} */
  public String order() {
    return type.bytes() == 1 ? "|" : bigEndian ? ">" : "<";
  }

  /**
   * Finds a type.
   *
   * @param code NumPy's code
   * @param order the order of its bytes as files write it
   * @return the type, or nothing where it is not one of numbers
   */
  public static Optional<NumpyType> of(@Nullable Object code, @Nullable Object order) {
    boolean known = order instanceof String text && text.matches("[<>|=]");
    return Arrays.stream(StoredType.values())
        .filter(type -> known && type != StoredType.BFLOAT16)
        .filter(type -> !type.name().startsWith("FLOAT8"))
        .map(type -> new NumpyType(type, type.bytes() > 1 && ">".equals(order)))
        .filter(type -> type.code().equals(code))
        .findFirst();
  }

  @Override
  public String toString() {
    return "numpy." + type.torchName();
  }
}

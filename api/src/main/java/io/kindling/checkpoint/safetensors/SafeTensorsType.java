package io.kindling.checkpoint.safetensors;

import io.kindling.core.StoredType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The types of numbers that the format names; those of less than a byte can only be listed. */
public enum SafeTensorsType {
  BOOL(StoredType.BOOL),
  F4(4),
  F6_E2M3(6),
  F6_E3M2(6),
  U8(StoredType.UINT8),
  I8(StoredType.INT8),
  F8_E5M2(StoredType.FLOAT8_E5M2),
  F8_E4M3(StoredType.FLOAT8_E4M3FN),
  F8_E8M0(8),
  F8_E4M3FNUZ(StoredType.FLOAT8_E4M3FNUZ),
  F8_E5M2FNUZ(StoredType.FLOAT8_E5M2FNUZ),
  I16(StoredType.INT16),
  U16(StoredType.UINT16),
  F16(StoredType.FLOAT16),
  BF16(StoredType.BFLOAT16),
  I32(StoredType.INT32),
  U32(StoredType.UINT32),
  F32(StoredType.FLOAT32),
  C64(StoredType.COMPLEX64),
  F64(StoredType.FLOAT64),
  I64(StoredType.INT64),
  U64(StoredType.UINT64);

  private final int bits;
  private final @Nullable StoredType stored;

  SafeTensorsType(int bits) {
    this.bits = bits;
    this.stored = null;
  }

  SafeTensorsType(StoredType stored) {
    this.bits = stored.bytes() * Byte.SIZE;
    this.stored = stored;
  }

  /** {@return the format's type for a kind of number; nothing for complex128} */
  public static Optional<SafeTensorsType> of(StoredType stored) {
    for (SafeTensorsType type : values()) {
      if (type.stored == stored) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** {@return how many bits an element takes} */
  int bits() {
    return bits;
  }

  /** {@return what it is in a torch file; nothing for what PyTorch has no storage for} */
  Optional<StoredType> stored() {
    return Optional.ofNullable(stored);
  }
}

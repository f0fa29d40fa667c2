package io.kindling.checkpoint.python;

import java.util.Arrays;

/** Python's {@code bytes}, or {@code bytearray}: bytes that are no text. Immutable. */
public final class Bytes {
  private final byte[] values;
  private final boolean array;
  private int hash;

  private Bytes(byte[] values, boolean array) {
    this.values = values;
    this.array = array;
  }

  /**
   * Copies bytes.
   *
   * @param values the bytes
   * @return {@code bytes}
   */
  public static Bytes of(byte... values) {
    return new Bytes(values.clone(), false);
  }

  /** {@return the same as Python's {@code bytearray}, which can be changed there} */
  public Bytes asArray() {
    return new Bytes(values, true);
  }

  /** {@return whether it is a {@code bytearray}} */
  public boolean isArray() {
    return array;
  }

  /** {@return how many there are} */
  public int size() {
    return values.length;
  }

  /** {@return a copy of the bytes} */
  public byte[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Bytes bytes
            && bytes.array == array
            && bytes.hashCode() == hashCode()
            && Arrays.equals(bytes.values, values));
  }

  /** Computed once: there may be a great many maps with the same key. */
  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = Math.max(1, Arrays.hashCode(values) >>> 1);
    }
    return hash;
  }

  @Override
  public String toString() {
    return (array ? "bytearray of " : "bytes of ") + values.length;
  }
}

package io.kindling.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kindling.data.Rows;
import java.nio.DoubleBuffer;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a shard as they are kept: as bytes {@code KSHD}, int64 the first row, int32 rows,
 * int32 the length of a text that says what is wrong with them, that text, and the rows' numbers.
 *
 * @param first the first row
 * @param count how many rows
 * @param values their numbers, row by row
 * @param problem what is wrong with the first bad one; null for nothing
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record PackedShard(long first, int count, double[] values, @Nullable Problem problem) {
  private static final String LETTERS = "KSHD";

  byte[] bytes() {
    byte[] text = Problem.text(problem).getBytes(UTF_8);
    long length =
        Long.BYTES + 2L * Integer.BYTES + text.length + (long) values.length * Double.BYTES;
    Bytes bytes = Bytes.write(LETTERS, length);
    return bytes.put(first).put(count).put(text).put(DoubleBuffer.wrap(values)).done();
  }

  private static PackedShard of(byte[] bytes, RowForm form) {
    return Bytes.read(
        LETTERS,
        bytes,
        in -> {
          long first = in.getLong();
          int count = in.getInt();
          Problem problem = Problem.parse(new String(in.getBytes(), UTF_8));
          return new PackedShard(first, count, in.getDoubles(count * form.width()), problem);
        });
  }

  /** That of a partition, which has nothing else. */
  static PackedShard only(Iterator<byte[]> packed, RowForm form) {
    if (!packed.hasNext()) {
      throw new IllegalStateException("an empty partition");
    }
    return of(packed.next(), form);
  }

  /** How much memory it takes in float32. */
  long length() {
    return (long) Float.BYTES * values.length;
  }

  /** The rows, scaled and then rounded. */
  Rows rows(RowForm form, RowScaling scaling) {
    return form.rows(values, count, scaling);
  }
}

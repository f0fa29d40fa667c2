package io.kindling.checkpoint.stored;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;

/**
 * A tensor on its way into a file.
 *
 * @param type what its values are there
 * @param shape its shape
 * @param values a {@link TensorData} or a {@link StoredTensor}
 */
public record Payload(StoredType type, Shape shape, Object values) {
  private static final int PIECE = 1 << 20;

  public static Payload of(Object values) {
    if (values instanceof StoredTensor stored) {
      return new Payload(stored.type(), stored.shape(), stored);
    }
    TensorData data = (TensorData) values;
    return new Payload(StoredType.of(data.dtype()), data.shape(), data);
  }

  /** How many bytes it takes. */
  public long bytes() {
    return shape.numel() * type.bytes();
  }

  /** A buffer to write any number of payloads through. */
  public static ByteBuffer piece() {
    return ByteBuffer.allocateDirect(PIECE).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes the values: row by row, packed, little-endian. */
  public void writeTo(WritableByteChannel sink, ByteBuffer piece) throws IOException {
    int count = (int) shape.numel();
    int most = PIECE / type.bytes();
    for (int at = 0; at < count; at += most) {
      int part = Math.min(most, count - at);
      piece.clear().limit(part * type.bytes());
      fill(piece, at, part);
      sink.write(piece);
    }
  }

  /** Also for values that are bytes already: a channel would copy all of them at once. */
  private void fill(ByteBuffer piece, int at, int part) {
    if (values instanceof StoredTensor stored) {
      piece.put(0, stored.bytes(), at * type.bytes(), part * type.bytes());
    } else if (values instanceof TensorData data && data.dtype() == DType.FLOAT32) {
      piece.asFloatBuffer().put(data.floats().slice(at, part));
    } else {
      piece.asLongBuffer().put(((TensorData) values).longs().slice(at, part));
    }
  }
}

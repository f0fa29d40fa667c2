package io.kindling.checkpoint;

import io.kindling.Shape;
import io.kindling.TensorData;
import io.kindling.checkpoint.SafeTensorsFile.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Reads values out of a safetensors file whose header has been checked, piece by piece. */
final class SafeTensorsValues {
  private static final int PIECE = 1 << 18;
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  private final FileChannel channel;
  private final FileErrors errors;
  private final long start;
  private final ByteBuffer piece;

  /** Reads from a file whose values start at a byte and are so many bytes long. */
  SafeTensorsValues(FileChannel channel, FileErrors errors, long start, long length) {
    this.channel = channel;
    this.errors = errors;
    this.start = start;
    this.piece =
        ByteBuffer.allocateDirect((int) Math.min(PIECE, length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** How many elements a tensor has, if one array holds them. */
  int arrayLength(Entry entry) {
    long elements = entry.shape().numel();
    if (elements > MOST_ELEMENTS) {
      throw errors.at(
          start + entry.begin(),
          SafeTensorsEntries.named(entry.name()) + " must fit an array, or be read in pieces",
          elements + " elements",
          "at most " + MOST_ELEMENTS);
    }
    return (int) elements;
  }

  TensorData read(Entry entry, long from, int count, Shape shape) throws IOException {
    SafeTensorsType type = SafeTensorsType.valueOf(entry.dtype());
    return switch (type.becomes()) {
      case FLOAT32 -> {
        float[] values = new float[count];
        read(entry, from, count, (at, number) -> type.floats(piece, values, at, number));
        yield TensorData.of(values, shape);
      }
      case INT64 -> {
        long[] values = new long[count];
        read(entry, from, count, (at, number) -> type.longs(piece, values, at, number));
        checkBooleans(type, entry, from, values);
        yield TensorData.of(values, shape);
      }
      case NOTHING ->
          throw errors.at(
              start + entry.begin(),
              SafeTensorsEntries.named(entry.name()) + " must be of a type that can be read",
              type.name(),
              "F16, BF16, F32, F64, BOOL, I8 to I64 or U8 to U32");
    };
  }

  /** Takes so many elements from the piece to an index on. */
  private interface Taker {
    void take(int at, int number);
  }

  private void read(Entry entry, long from, int count, Taker taker) throws IOException {
    int width = SafeTensorsType.valueOf(entry.dtype()).bytes();
    long offset = start + entry.begin() + from * width;
    int most = PIECE / width;
    for (int at = 0; at < count; at += most) {
      int number = Math.min(most, count - at);
      fill(offset + (long) at * width, number * width);
      taker.take(at, number);
    }
  }

  private void fill(long offset, int length) throws IOException {
    piece.clear().limit(length);
    while (piece.hasRemaining()) {
      long at = offset + piece.position();
      if (channel.read(piece, at) < 0) {
        throw errors.at(at, "the file must go on", "its end", "the values the header says");
      }
    }
    piece.flip();
  }

  private void checkBooleans(SafeTensorsType type, Entry entry, long from, long[] values) {
    if (type == SafeTensorsType.BOOL) {
      for (int i = 0; i < values.length; i++) {
        if (values[i] > 1) {
          throw errors.at(
              start + entry.begin() + from + i,
              SafeTensorsEntries.named(entry.name()) + " must hold booleans",
              values[i] + "",
              "0 or 1");
        }
      }
    }
  }
}

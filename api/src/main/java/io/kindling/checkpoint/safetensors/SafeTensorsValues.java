package io.kindling.checkpoint.safetensors;

import io.kindling.checkpoint.numbers.Widening;
import io.kindling.checkpoint.safetensors.SafeTensorsFile.Entry;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import io.kindling.file.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Optional;

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
    return fitting(entry, entry.shape().numel(), "elements");
  }

  /** How many bytes a tensor has, if one array holds them. */
  int arrayBytes(Entry entry) {
    return fitting(entry, entry.end() - entry.begin(), "bytes");
  }

  private int fitting(Entry entry, long length, String unit) {
    if (length > MOST_ELEMENTS) {
      throw errors.at(
          start + entry.begin(),
          SafeTensorsEntries.named(entry.name()) + " must fit an array, or be read in pieces",
          length + " " + unit,
          "at most " + MOST_ELEMENTS);
    }
    return (int) length;
  }

  TensorData read(Entry entry, long from, int count, Shape shape) throws IOException {
    StoredType type = type(entry);
    Optional<DType> becomes = type.becomes();
    if (becomes.isEmpty()) {
      throw unreadable(entry);
    }
    if (becomes.get() == DType.FLOAT32) {
      return TensorData.filledFloats(
          shape,
          values ->
              read(
                  entry,
                  from,
                  count,
                  (at, number) -> Widening.floats(type, piece, values, at, number)));
    }
    return TensorData.filledLongs(
        shape,
        values -> {
          read(entry, from, count, (at, number) -> Widening.longs(type, piece, values, at, number));
          checkBooleans(type, entry, from, values);
        });
  }

  /** The values as they are. */
  StoredTensor readRaw(Entry entry, int bytes) throws IOException {
    StoredType type = type(entry);
    byte[] values = new byte[bytes];
    read(
        entry,
        0,
        bytes / type.bytes(),
        (at, number) -> piece.get(values, at * type.bytes(), number * type.bytes()));
    return new StoredTensor(type, entry.shape(), values);
  }

  /** Reads over booleans; of other types every byte is right. */
  void verify(Entry entry) throws IOException {
    if (SafeTensorsType.valueOf(entry.dtype()) == SafeTensorsType.BOOL) {
      long numel = entry.shape().numel();
      for (long from = 0; from < numel; from += PIECE) {
        int count = (int) Math.min(PIECE, numel - from);
        read(entry, from, count, Shape.of(count));
      }
    }
  }

  private StoredType type(Entry entry) {
    return SafeTensorsType.valueOf(entry.dtype()).stored().orElseThrow(() -> unreadable(entry));
  }

  private CheckpointException unreadable(Entry entry) {
    return errors.at(
        start + entry.begin(),
        SafeTensorsEntries.named(entry.name()) + " must be of a type that can be read",
        entry.dtype(),
        "any of 8 bits or more but U64, C64 and F8_E8M0");
  }

  /** Takes so many elements from the piece to an index on. */
  private interface Taker {
    void take(int at, int number);
  }

  private void read(Entry entry, long from, int count, Taker taker) throws IOException {
    int width = SafeTensorsType.valueOf(entry.dtype()).bits() / Byte.SIZE;
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
        throw errors.at(at, "the file must not end here", "its end", "the values the header says");
      }
    }
    piece.flip();
  }

  private void checkBooleans(StoredType type, Entry entry, long from, long[] values) {
    if (type == StoredType.BOOL) {
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

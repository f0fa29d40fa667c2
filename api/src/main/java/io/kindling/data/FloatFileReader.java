package io.kindling.data;

import io.kindling.core.DType;
import io.kindling.error.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a file of floats, some at a time so that they are still in the cache. */
final class FloatFileReader implements RowSource.Reader {
  /** Bytes of a piece: few enough that the system reads the next ones while one is worked on. */
  private static final int CHUNK = 1 << 16;

  /** A float32 counts no further without a gap. */
  private static final float MOST_CLASSES = 1 << 24;

  private final AtomicReference<@Nullable ByteBuffer> spare;
  private final FileState state;
  private final FileChannel channel;
  private final int columns;
  private final int[] features;
  private final int[] targets;
  private final DType targetType;
  private final ByteBuffer bytes;
  private final FloatBuffer floats;
  private long row;

  /**
   * Opens the file.
   *
   * @param spare holds the buffer of an earlier reader of the same file, if any, and this one's
   *     once it is closed: memory outside the heap is freed late
   */
  FloatFileReader(
      FileState state,
      int columns,
      int[] features,
      int[] targets,
      DType targetType,
      AtomicReference<@Nullable ByteBuffer> spare)
      throws IOException {
    this.spare = spare;
    this.state = state;
    this.columns = columns;
    this.features = features;
    this.targets = targets;
    this.targetType = targetType;
    state.check();
    this.channel = FileChannel.open(state.file());
    int rowBytes = Math.multiplyExact(columns, Float.BYTES);
    int rows = Math.max(1, CHUNK / rowBytes);
    ByteBuffer earlier = spare.getAndSet(null);
    this.bytes = earlier == null ? ByteBuffer.allocateDirect(rows * rowBytes) : earlier;
    this.floats = bytes.clear().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  @Override
  public Rows read(int count) throws IOException {
    RowBuffer buffer = new RowBuffer(count, features.length, targets.length, targetType);
    read(buffer);
    return buffer.rows();
  }

  @Override
  public void read(RowBuffer buffer) throws IOException {
    long left = state.size() / Float.BYTES / columns - row;
    int count = (int) Math.min(buffer.capacity(), left);
    int most = floats.capacity() / columns;
    for (int at = 0; at < count; at += most) {
      int rows = Math.min(most, count - at);
      fill(rows);
      take(rows, at, buffer);
      row += rows;
    }
    buffer.count(count);
  }

  private void fill(int rows) throws IOException {
    bytes.clear().limit(rows * columns * Float.BYTES);
    long from = row * columns * Float.BYTES;
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw state.changed("an end after " + (from + bytes.position()) + " bytes");
      }
    }
  }

  private void take(int rows, int at, RowBuffer buffer) {
    pick(features, rows, buffer.features(), at);
    if (targetType == DType.FLOAT32) {
      pick(targets, rows, buffer.numbers(), at);
    } else {
      for (int i = 0; i < rows; i++) {
        buffer.classes()[at + i] = classOf(floats.get(i * columns + targets[0]), row + i);
      }
    }
  }

  /** Copies columns of the rows that were read, those that follow each other at once. */
  private void pick(int[] chosen, int rows, float[] to, int at) {
    for (int first = 0; first < chosen.length; ) {
      int length = run(chosen, first);
      for (int i = 0; i < rows; i++) {
        int from = i * columns + chosen[first];
        int place = (at + i) * chosen.length + first;
        if (length == 1) {
          to[place] = floats.get(from);
        } else {
          floats.get(from, to, place, length);
        }
      }
      first += length;
    }
  }

  /** How many columns from one on follow each other. */
  private static int run(int[] chosen, int first) {
    int length = 1;
    while (first + length < chosen.length && chosen[first + length] == chosen[first] + length) {
      length++;
    }
    return length;
  }

  private long classOf(float value, long place) {
    if (value >= 0 && value < MOST_CLASSES && value == Math.rint(value)) {
      return (long) value;
    }
    throw new DataException(
        state.file() + ", row " + place + ", column " + targets[0],
        "a class must be a whole number",
        value + "",
        "0, 1, 2 …",
        "number the classes from 0; rows and columns count from 0");
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      spare.set(bytes);
    }
    channel.close();
  }
}

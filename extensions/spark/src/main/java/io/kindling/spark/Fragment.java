package io.kindling.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows of one shard that one task has met, on their way to the others. */
final class Fragment {
  private static final String LETTERS = "KFRG";

  private final int width;
  private int count;
  private int[] places;
  private double[] values;
  private @Nullable Problem problem;

  /**
   * Of no row yet.
   *
   * @param width how many numbers a row has
   */
  Fragment(int width) {
    this(width, 0, new int[16], new double[16 * width], null);
  }

  private Fragment(int width, int count, int[] places, double[] values, @Nullable Problem problem) {
    this.width = width;
    this.count = count;
    this.places = places;
    this.values = values;
    this.problem = problem;
  }

  int count() {
    return count;
  }

  @Nullable Problem problem() {
    return problem;
  }

  /**
   * Makes room for a row.
   *
   * @param place which row of its shard
   * @return where in {@link #values} its numbers go
   */
  int add(int place) {
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
      values = Arrays.copyOf(values, 2 * count * width);
    }
    places[count] = place;
    return width * count++;
  }

  double[] values() {
    return values;
  }

  int place(int row) {
    return places[row];
  }

  void report(Problem other) {
    problem = Problem.first(problem, other);
  }

  /** How much room it takes. */
  long length() {
    return (long) count * (width + 1) * Double.BYTES;
  }

  byte[] bytes() {
    byte[] text = Problem.text(problem).getBytes(UTF_8);
    int runs = runs();
    long length = 3L * Integer.BYTES + text.length + 2L * Integer.BYTES * runs;
    Bytes bytes = Bytes.write(LETTERS, length + (long) count * width * Double.BYTES);
    bytes.put(count).put(text).put(runs);
    for (int from = 0; from < count; from = endOfRun(from)) {
      bytes.put(places[from]).put(endOfRun(from) - from);
    }
    return bytes.put(DoubleBuffer.wrap(values, 0, count * width)).done();
  }

  /** How many times rows follow each other: once, mostly. */
  private int runs() {
    int runs = 0;
    for (int from = 0; from < count; from = endOfRun(from)) {
      runs++;
    }
    return runs;
  }

  private int endOfRun(int from) {
    int end = from + 1;
    while (end < count && places[end] == places[end - 1] + 1) {
      end++;
    }
    return end;
  }

  static Fragment of(byte[] bytes, int width) {
    return Bytes.read(LETTERS, bytes, in -> read(in, width));
  }

  private static Fragment read(Bytes in, int width) {
    int count = in.getInt();
    Problem problem = Problem.parse(new String(in.getBytes(), UTF_8));
    int[] places = new int[count];
    int at = 0;
    for (int runs = in.getInt(); runs > 0; runs--) {
      int place = in.getInt();
      for (int length = in.getInt(); length > 0 && at < count; length--) {
        places[at++] = place++;
      }
    }
    return new Fragment(width, count, places, in.getDoubles(count * width), problem);
  }
}

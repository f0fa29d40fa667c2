package io.kindling.plot;

import io.kindling.error.DataException;
import io.kindling.text.Printable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How often each class was taken for which. */
final class Matrix implements Picture {
  private final String name;
  private final List<String> classes;
  private final Map<Long, Long> counts = new HashMap<>(); // most pairs of many never meet
  private final long[] rows;

  /** The part of a matrix that there is room for. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Part(List<String> labels, long[][] counts, String remark) {
    long rows(int actual) {
      return LongStream.of(counts[actual]).sum();
    }

    double share(int actual, int predicted) {
      long count = counts[actual][predicted];
      return count == 0 ? 0 : (double) count / rows(actual);
    }
  }

  private Matrix(String name, List<String> classes) {
    this.name = Printable.piece(name);
    this.classes = classes.stream().map(Printable::piece).toList();
    this.rows = new long[classes.size()];
  }

  static Matrix of(String name, List<String> classes, int[] actual, int[] predicted) {
    Lengths.check("confusion", "predicted", predicted.length, actual.length);
    Matrix matrix = new Matrix(name, classes);
    for (int row = 0; row < actual.length; row++) {
      matrix.add(actual[row], predicted[row], 1);
    }
    return matrix;
  }

  static Matrix of(String name, List<String> classes, long[][] counts) {
    Lengths.check("confusion", "counts", counts.length, classes.size());
    Matrix matrix = new Matrix(name, classes);
    for (int actual = 0; actual < counts.length; actual++) {
      Lengths.check("confusion", "counts", counts[actual].length, classes.size());
      for (int predicted = 0; predicted < counts.length; predicted++) {
        matrix.add(actual, predicted, counts[actual][predicted]);
      }
    }
    return matrix;
  }

  private void add(int actual, int predicted, long count) {
    int size = classes.size();
    if (actual < 0 || actual >= size || predicted < 0 || predicted >= size || count < 0) {
      throw new DataException(
          "confusion",
          "classes must be numbered, and counts not be negative",
          count + " of class " + actual + " taken for class " + predicted,
          "classes 0 to " + (size - 1),
          null);
    }
    if (count > 0) {
      counts.merge((long) actual * size + predicted, count, Math::addExact);
      rows[actual] += count;
    }
  }

  String name() {
    return name;
  }

  String title() {
    return name + ": predicted and actual classes";
  }

  /** All classes, or the most frequent ones in their order and the others together. */
  Part part(int most) {
    int size = classes.size();
    List<Integer> kept =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingLong((Integer index) -> -rows[index]))
            .limit(size <= most ? size : most - 1)
            .sorted()
            .toList();
    int others = size - kept.size();
    Map<Integer, Integer> places = new HashMap<>();
    kept.forEach(index -> places.put(index, places.size()));
    int width = kept.size() + (others > 0 ? 1 : 0);
    long[][] part = new long[width][width];
    counts.forEach(
        (pair, count) -> {
          int actual = places.getOrDefault((int) (pair / size), kept.size());
          int predicted = places.getOrDefault((int) (pair % size), kept.size());
          part[actual][predicted] += count;
        });
    Stream<String> labels = kept.stream().map(classes::get);
    return new Part(
        (others > 0 ? Stream.concat(labels, Stream.of("others")) : labels).toList(),
        part,
        others > 0
            ? "The least frequent "
                + others
                + " of "
                + size
                + " classes are counted together, as others."
            : "");
  }

  @Override
  public Drawing drawing() {
    return new MatrixDrawing(this).drawing();
  }

  @Override
  public String text(Screen screen) {
    return new MatrixText(this, screen).text();
  }
}

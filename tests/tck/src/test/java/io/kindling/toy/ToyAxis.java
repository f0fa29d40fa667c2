package io.kindling.toy;

import io.kindling.core.Shape;
import java.util.stream.IntStream;

/**
 * One dimension of a shape: row by row, element i of it lies {@code inner} after element i − 1, and
 * all of that repeats {@code outer} times.
 */
record ToyAxis(int outer, int size, int inner) {
  static ToyAxis of(Shape shape, int dim) {
    return new ToyAxis(
        product(shape, 0, dim), (int) shape.size(dim), product(shape, dim + 1, shape.rank()));
  }

  private static int product(Shape shape, int from, int to) {
    return IntStream.range(from, to).map(dim -> (int) shape.size(dim)).reduce(1, (a, b) -> a * b);
  }

  /** Where the elements are that have the given index in this dimension. */
  IntStream at(int outside, int index) {
    int first = (outside * size + index) * inner;
    return IntStream.range(first, first + inner);
  }

  /** Where the elements are that have the given indices in this dimension, row by row. */
  int[] pick(int... indices) {
    return IntStream.range(0, outer)
        .flatMap(outside -> IntStream.of(indices).flatMap(index -> at(outside, index)))
        .toArray();
  }

  /** For each element, the place that it has in the sum over this dimension. */
  int[] withoutIt() {
    return IntStream.range(0, outer * size * inner)
        .map(i -> i / (size * inner) * inner + i % inner)
        .toArray();
  }

  /** For each element of the larger shape, the one of the smaller that is shown there. */
  static int[] stretch(Shape from, Shape to) {
    int[] sources = new int[(int) to.numel()];
    int step = 1;
    int stride = 1;
    for (int back = 1; back <= from.rank(); back++) {
      int size = (int) from.size(-back);
      int repeats = (int) to.size(-back);
      for (int i = 0; size > 1 && i < sources.length; i++) {
        sources[i] += i / step % size * stride;
      }
      step *= repeats;
      stride *= size;
    }
    return sources;
  }
}

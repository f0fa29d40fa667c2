package io.kindling.report;

import java.util.List;
import java.util.stream.IntStream;

/** Fewer of many, in their order. */
final class Thinned {
  private Thinned() {}

  /** How far apart those are that stay: 1, 2, 4, …, as little as leaves few enough. */
  static int stride(int size, int most) {
    int stride = 1;
    while (size / stride > most) {
      stride *= 2;
    }
    return stride;
  }

  /** The first, those that follow it a stride apart, and the last. */
  static <E> List<E> to(List<E> all, int most) {
    int stride = stride(all.size(), most);
    int last = all.size() - 1;
    return IntStream.rangeClosed(0, last)
        .filter(i -> i % stride == 0 || i == last)
        .mapToObj(all::get)
        .toList();
  }
}

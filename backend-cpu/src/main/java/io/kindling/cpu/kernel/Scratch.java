package io.kindling.cpu.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Room that is needed for a moment, again and again: kept between, it need not be zeroed, and is in
 * a cache already. Threads that need some at once get one each.
 *
 * @param <A> an array
 */
final class Scratch<A> {
  private final IntFunction<A> make;
  private final ToIntFunction<A> length;
  private final int most;
  private final List<A> kept = new ArrayList<>();

  /**
   * Keeps nothing yet.
   *
   * @param make makes an array of a length
   * @param length of an array
   * @param most what the lengths of those that are kept may add up to
   */
  Scratch(IntFunction<A> make, ToIntFunction<A> length, int most) {
    this.make = make;
    this.length = length;
    this.most = most;
  }

  /** An array of at least so many elements, with anything in them. */
  A take(int wanted) {
    A best = takeShortest(wanted);
    return best == null ? make.apply(wanted) : best;
  }

  private synchronized @Nullable A takeShortest(int wanted) {
    int best = -1;
    for (int i = 0; i < kept.size(); i++) {
      int found = length.applyAsInt(kept.get(i));
      if (found >= wanted && (best < 0 || found < length.applyAsInt(kept.get(best)))) {
        best = i;
      }
    }
    return best < 0 ? null : kept.remove(best);
  }

  /** Takes it back. What is kept makes way for it if there is no room for both. */
  synchronized void give(A array) {
    int all = length.applyAsInt(array);
    for (A other : kept) {
      all += length.applyAsInt(other);
    }
    if (all > most) {
      kept.clear();
    }
    if (length.applyAsInt(array) <= most) {
      kept.add(array);
    }
  }
}

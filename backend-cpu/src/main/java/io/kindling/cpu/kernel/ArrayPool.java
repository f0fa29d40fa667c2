package io.kindling.cpu.kernel;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arrays that nobody uses any more, kept for who needs one as long: what a step of training makes,
 * the next one needs again. They need no zeroing, and may be in a cache still. No more are taken
 * back than were given out, so that none lies about that nobody asks for; and the JVM takes all
 * where memory is short, or when no step has come for long.
 */
public final class ArrayPool {
  /** The shortest that are kept: shorter ones are made sooner than found. */
  public static final int LEAST = 1024;

  /** The share of the heap that they may fill, all of them. */
  private static final int SHARE = 16;

  private final long room = Runtime.getRuntime().maxMemory() / SHARE / Float.BYTES;
  private SoftReference<@Nullable Shelves> shelves = new SoftReference<>(null);
  private boolean closed;

  ArrayPool() {}

  /** All that is kept, by length. */
  private static final class Shelves {
    final Map<Integer, Shelf> byLength = new HashMap<>();
    long elements;
  }

  /** The arrays of one length, and how many of it are in use. */
  private static final class Shelf {
    final ArrayDeque<float[]> arrays = new ArrayDeque<>();
    int lent;
  }

  /**
   * An array, one that was kept or a new one.
   *
   * @param length how long it must be
   * @return the array, with anything in it
   */
  public float[] take(int length) {
    float[] kept = length < LEAST ? null : find(length);
    return kept == null ? new float[length] : kept;
  }

  /**
   * Keeps an array, or one in the place of another that was taken.
   *
   * @param array one that nobody else has, or will look into again
   */
  public void give(float[] array) {
    if (array.length >= LEAST) {
      keep(array);
    }
  }

  private synchronized float @Nullable [] find(int length) {
    if (closed) {
      return null;
    }
    Shelves present = shelves.get();
    if (present == null) {
      present = new Shelves();
      shelves = new SoftReference<>(present);
    }
    Shelf shelf = present.byLength.computeIfAbsent(length, first -> new Shelf());
    shelf.lent++;
    float[] array = shelf.arrays.pollLast();
    if (array != null) {
      present.elements -= length;
    }
    return array;
  }

  private synchronized void keep(float[] array) {
    Shelves present = shelves.get();
    Shelf shelf = present == null ? null : present.byLength.get(array.length);
    if (present == null || shelf == null || shelf.lent == 0) {
      return;
    }
    shelf.lent--;
    shelf.arrays.addLast(array);
    present.elements += array.length;
    if (present.elements > room) {
      shelves.clear(); // what is still needed comes back
    }
  }

  /** How many elements the arrays have that are kept. */
  synchronized long elements() {
    Shelves present = shelves.get();
    return present == null ? 0 : present.elements;
  }

  /** Lets all go, and keeps none any more. */
  synchronized void close() {
    closed = true;
    shelves.clear();
  }
}

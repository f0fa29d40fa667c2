package io.kindling.cpu.kernel;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Arrays that nobody uses any more, kept for who needs one as long: what a step of training makes,
 * the next one needs again. They need no zeroing, and may be in a cache still. The JVM takes them
 * back where memory is short, or when no step has come for long.
 */
public final class ArrayPool {
  /** The shortest that are kept: shorter ones are made sooner than found. */
  public static final int LEAST = 1024;

  /** The most arrays that are kept. */
  private static final int MOST = 256;

  /** The share of the heap that they may fill, all of them. */
  private static final int SHARE = 16;

  private final long room = Runtime.getRuntime().maxMemory() / SHARE / Float.BYTES;
  private SoftReference<@Nullable Shelf> shelf = new SoftReference<>(null);
  private boolean closed;

  ArrayPool() {}

  /** The arrays, the one that was given last at the end. */
  private static final class Shelf {
    final ArrayDeque<float[]> arrays = new ArrayDeque<>();
    long elements;

    float @Nullable [] take(int length) {
      for (Iterator<float[]> newest = arrays.descendingIterator(); newest.hasNext(); ) {
        float[] array = newest.next();
        if (array.length == length) {
          newest.remove();
          elements -= length;
          return array;
        }
      }
      return null;
    }

    void give(float[] array, long room) {
      arrays.addLast(array);
      elements += array.length;
      while (elements > room || arrays.size() > MOST) {
        elements -= arrays.removeFirst().length;
      }
    }
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

  private synchronized float @Nullable [] find(int length) {
    Shelf present = shelf.get();
    return present == null ? null : present.take(length);
  }

  /**
   * Keeps an array.
   *
   * @param array one that nobody else has, or will look into again
   */
  public void give(float[] array) {
    if (array.length >= LEAST) {
      keep(array);
    }
  }

  private synchronized void keep(float[] array) {
    if (closed) {
      return;
    }
    Shelf present = shelf.get();
    if (present == null) {
      present = new Shelf();
      shelf = new SoftReference<>(present);
    }
    present.give(array, room);
  }

  /** How many elements the arrays have that are kept. */
  synchronized long elements() {
    Shelf present = shelf.get();
    return present == null ? 0 : present.elements;
  }

  /** Lets all go, and keeps none any more. */
  synchronized void close() {
    closed = true;
    shelf.clear();
  }
}

package io.kindling.libtorch.natives;

import io.kindling.Backends;
import io.kindling.error.BackendException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the memory of tensors that nobody can reach any more and that nobody has closed.
 *
 * <p>The garbage collector frees them, but it sees only a few bytes of Java in each, and may let
 * gigabytes gather before it comes. So it is called as soon as more than a bound has been made, and
 * not closed, since it was called last. A program that really needs so much pays one collection for
 * each bound's worth of new tensors, and one that closes what it makes pays none.
 */
public final class TorchGarbage {
  /**
   * The system property that names the bound, in bytes or as {@code 512m}, {@code 2g}; at most nine
   * digits.
   */
  public static final String PROPERTY = "kindling.libtorch.garbage";

  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmg]?)");
  private static final List<String> UNITS = List.of("", "k", "m", "g");

  /** How long to wait for what a collection has found, in milliseconds. */
  private static final long PATIENCE = 1000;

  private final long bound;
  private final Runnable collector;
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong collectedAt = new AtomicLong();
  private final AtomicBoolean collecting = new AtomicBoolean();
  private boolean told;

  /**
   * Starts counting.
   *
   * @param bound how many bytes may wait for the garbage collector
   */
  public TorchGarbage(long bound) {
    this(bound, TorchGarbage::collect);
  }

  TorchGarbage(long bound, Runnable collector) {
    this.bound = bound;
    this.collector = collector;
  }

  /**
   * {@return the bound that the system property names; without it, as many bytes as the Java heap
   * may have, which by default is a quarter of the machine's memory}
   *
   * @throws BackendException if the property has a value that makes no sense
   */
  public static long configured() {
    return bytes(System.getProperty(PROPERTY));
  }

  /**
   * Counts, and frees what nobody can reach if it is time to.
   *
   * @param bytes how many more are held; negative for less
   */
  public void held(long bytes) {
    long now = held.addAndGet(bytes);
    if (bytes < 0) {
      collectedAt.accumulateAndGet(now, Math::min);
    } else if (now - collectedAt.get() > bound && collecting.compareAndSet(false, true)) {
      try {
        collectedAt.set(now);
        tell();
        collector.run();
      } finally {
        collecting.set(false);
      }
    }
  }

  private void tell() {
    if (!told && !"false".equals(System.getProperty(Backends.LOG))) {
      told = true;
      System.getLogger("io.kindling.libtorch")
          .log(
              System.Logger.Level.WARNING,
              "tensors that no Scope and no close() frees took more than "
                  + Pointer.formatBytes(bound)
                  + ", so the garbage collector was called and will be each time they do; free them"
                  + " without it by try (Scope step = backend.scope()) { … } around each step, or"
                  + " set the bound by -D"
                  + PROPERTY
                  + "=SIZE");
    }
  }

  /** Calls the garbage collector and frees what it has found. */
  static void collect() {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    Reference<Object> found = new WeakReference<>(new Object(), queue);
    System.gc();
    try {
      queue.remove(PATIENCE); // the collector hands over what it has found in another thread
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Reference.reachabilityFence(found);
    }
    Pointer.deallocateReferences();
  }

  private static long bytes(@Nullable String value) {
    if (value == null) {
      return Runtime.getRuntime().maxMemory();
    }
    Matcher size = SIZE.matcher(value.strip().toLowerCase(Locale.ROOT));
    if (size.matches()) {
      return Long.parseLong(size.group(1)) << (10 * UNITS.indexOf(size.group(2)));
    }
    throw new BackendException(
        PROPERTY,
        "the size must be a number of up to nine digits, with k, m or g behind it if need be",
        "'" + value + "'",
        "for instance 512m",
        null);
  }
}

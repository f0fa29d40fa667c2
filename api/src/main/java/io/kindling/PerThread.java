package io.kindling;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value for each thread, which the thread itself does not hold. In a {@link ThreadLocal} it would
 * outlive what it is for: a host's pool of threads would hold it, and with its class our class
 * loader.
 *
 * @param <V> the value's type
 */
final class PerThread<V> {
  private final ThreadLocal<@Nullable WeakReference<V>> known = new ThreadLocal<>();
  private final Map<Thread, V> values = new WeakHashMap<>();
  private final Supplier<V> initial;

  PerThread(Supplier<V> initial) {
    this.initial = initial;
  }

  /** {@return the calling thread's value} */
  V get() {
    WeakReference<V> reference = known.get();
    V value = reference == null ? null : reference.get();
    return value == null ? first() : value;
  }

  private V first() {
    synchronized (values) {
      V value = values.computeIfAbsent(Thread.currentThread(), thread -> initial.get());
      known.set(new WeakReference<>(value));
      return value;
    }
  }
}

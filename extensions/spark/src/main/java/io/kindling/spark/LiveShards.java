package io.kindling.spark;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shards that an executor has loaded, from step to step. They are what the next step needs, not
 * what it has to have: Spark keeps the packed rows, here or elsewhere, and a shard that is not here
 * is loaded from them. So the memory is given back where it is needed, and no more than half of the
 * heap is ever held.
 */
final class LiveShards {
  private static final LiveShards HERE = new LiveShards(Runtime.getRuntime().maxMemory() / 2);

  private final long room;
  private long held;

  /** Those that nobody works with, the one first that was not used for longest. */
  private final Map<Key, Held> idle = new LinkedHashMap<>();

  LiveShards(long room) {
    this.room = room;
  }

  /** What is held. */
  interface Live extends AutoCloseable {
    /** About how much memory it takes. */
    long bytes();

    @Override
    void close();
  }

  /**
   * Which shard.
   *
   * @param training whose
   * @param shard which of its shards
   */
  record Key(String training, int shard) {}

  private static final class Held {
    final SoftReference<Live> shard;
    final long bytes;

    Held(Live shard) {
      this.shard = new SoftReference<>(shard);
      this.bytes = shard.bytes();
    }
  }

  static LiveShards here() {
    return HERE;
  }

  /**
   * Works with a shard, alone: a second copy of a task loads its own.
   *
   * @param load loads it where it is not here
   * @param work what to do with it
   */
  <S extends Live, T> T with(Key key, Class<S> type, Supplier<S> load, Function<S, T> work) {
    Live taken = take(key);
    S shard = taken == null ? load.get() : type.cast(taken);
    boolean worked = false;
    try {
      T result = work.apply(shard);
      worked = true;
      return result;
    } finally {
      if (!worked || !give(key, shard)) {
        shard.close();
      }
    }
  }

  private synchronized @Nullable Live take(Key key) {
    Held found = idle.remove(key);
    if (found == null) {
      return null;
    }
    held -= found.bytes;
    return found.shard.get();
  }

  private boolean give(Key key, Live shard) {
    List<Live> replaced = new ArrayList<>();
    boolean kept;
    synchronized (this) {
      kept = !idle.containsKey(key) && makeRoom(key, shard.bytes(), replaced);
      if (kept) {
        idle.put(key, new Held(shard));
        held += shard.bytes();
      }
    }
    replaced.forEach(Live::close);
    return kept;
  }

  /** Those of other trainings go first; of one's own none: each is needed once in every step. */
  private boolean makeRoom(Key key, long bytes, List<Live> replaced) {
    var others = idle.entrySet().iterator();
    while (held + bytes > room && others.hasNext()) {
      Map.Entry<Key, Held> other = others.next();
      Live shard = other.getValue().shard.get();
      if (shard == null || !other.getKey().training().equals(key.training())) {
        others.remove();
        held -= other.getValue().bytes;
        if (shard != null) {
          replaced.add(shard);
        }
      }
    }
    return held + bytes <= room;
  }

  /** Lets go of all that a training has here. */
  void forget(String training) {
    List<Live> closed = new ArrayList<>();
    synchronized (this) {
      for (Key key : List.copyOf(idle.keySet())) {
        if (key.training().equals(training)) {
          Live shard = take(key);
          if (shard != null) {
            closed.add(shard);
          }
        }
      }
    }
    closed.forEach(Live::close);
  }

  synchronized int size() {
    return idle.size();
  }
}

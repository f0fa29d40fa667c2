package io.kindling.predict;

import io.kindling.forward.ForwardPass;
import io.kindling.forward.Room;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Room for the threads that predict, which each mostly find where they left it. It belongs to the
 * predictor and not to the threads, so that nothing of it outlives the predictor in a host's pool.
 */
final class Rooms {
  /** A power of two, and more than run at once, mostly; two of one place do not harm each other. */
  private static final int PLACES = 64;

  /** Places that two processors write to are not neighbours in a line of the cache. */
  private static final int APART = 16;

  private final ForwardPass pass;
  private final AtomicReferenceArray<Room> places = new AtomicReferenceArray<>(PLACES * APART);

  Rooms(ForwardPass pass) {
    this.pass = pass;
  }

  /** Where a thread looks first. */
  static int place() {
    return ((int) Thread.currentThread().getId() & PLACES - 1) * APART;
  }

  Room take(int place) {
    Room room = places.getAndSet(place, null);
    return room == null ? pass.room() : room;
  }

  void give(int place, Room room) {
    places.setRelease(place, room);
  }
}

package io.kindling.cli;

import java.util.HashMap;
import java.util.Map;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Lets a training end in its own way where it is asked to: by Ctrl-C, by a signal that asks the
 * process to end, by a terminal that is closed. Asked once more, the process ends at once.
 *
 * <p>Whatever else a command does ends at once the first time, as the JVM has it, and hooks of the
 * JVM clear up. Hooks would not do for a training: while they wait for it to write its files, the
 * JVM is deaf to a second signal. A signal that is ignored, as under {@code nohup}, stays so.
 */
final class Interruption implements AutoCloseable {
  private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  /** What shells add to a signal's number for an exit code. */
  private static final int BY_SIGNAL = 128;

  private final Map<String, @Nullable Object> before = new HashMap<>();
  private final Thread listening = new Thread(this::listen, "kindling-signals");
  private @Nullable Runnable ending;
  private int code;

  /** Listens from soon on, until this is closed; meanwhile there is other work to do. */
  Interruption() {
    listening.setDaemon(true);
    listening.start();
  }

  private void listen() {
    SIGNALS.forEach(
        (name, number) ->
            before.put(name, Signals.register(name, () -> asked(BY_SIGNAL + number))));
  }

  private void asked(int exit) {
    Runnable end = first(exit);
    if (end == null) {
      System.exit(exit);
    } else {
      end.run();
    }
  }

  /** How to end the first time; null for at once. */
  private synchronized @Nullable Runnable first(int exit) {
    Runnable end = code == 0 ? ending : null;
    code = exit;
    return end;
  }

  /** Says how what now begins is ended; it must run to its end then. */
  void endsBy(Runnable how) {
    awaitListening();
    synchronized (this) {
      ending = how;
    }
  }

  private void awaitListening() {
    try {
      listening.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // which ends a training too
    }
  }

  /** The exit code of a process that was asked to end; 0 if it was not. */
  synchronized int code() {
    return code;
  }

  @Override
  public void close() {
    awaitListening();
    before.forEach(Signals::unregister);
  }
}

package io.kindling.cpu.kernel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one engine. Several threads of the host may hand out work at once. Whoever does
 * takes part in it, and waits only for parts that a worker has begun: so work gets done however
 * busy the workers are, and after {@link #close()} too, by the caller alone.
 *
 * <p>A thread is started when there is first something to share, and ends when it has been idle.
 */
final class Workers implements AutoCloseable {
  /** How the threads' names begin. */
  static final String THREAD_NAME = "kindling-cpu-";

  /**
   * What a part of the work should cost at least, in the unit of {@link Sharing#forRange}: some
   * tens of microseconds, several times what it takes to wake a thread.
   */
  static final int PART_COST = 1 << 15;

  /** More parts than threads: on a busy machine some threads get fewer done than others. */
  private static final int PARTS_PER_THREAD = 16;

  private static final int IDLE_SECONDS = 30;

  private final int threads;
  private final Spin spin;
  private final AtomicInteger started = new AtomicInteger();
  private final Set<Thread> alive = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor helpers;

  /**
   * Starts nothing yet.
   *
   * @param threads how many threads work, the caller's among them
   */
  Workers(int threads) {
    this.threads = threads;
    this.spin = new Spin(threads);
    int others = Math.max(1, threads - 1);
    helpers =
        new ThreadPoolExecutor(
            others, others, IDLE_SECONDS, TimeUnit.SECONDS, new Queue(spin), this::helper);
    helpers.allowCoreThreadTimeOut(true);
  }

  /** What helpers take works from; they look for the next one before they sleep. */
  private static final class Queue extends LinkedBlockingQueue<Runnable> {
    private static final long serialVersionUID = 1;

    private final transient Spin spin;

    Queue(Spin spin) {
      this.spin = spin;
    }

    @Override
    public @Nullable Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
      spin.until(() -> !isEmpty());
      return super.poll(timeout, unit);
    }
  }

  private Thread helper(Runnable work) {
    Thread helper = new Helper(work, THREAD_NAME + started.incrementAndGet());
    alive.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    alive.add(helper);
    return helper;
  }

  /** A thread of ours. It keeps no host application alive, and nothing of the host's. */
  private static final class Helper extends Thread {
    Helper(Runnable work, String name) {
      super(null, work, name, 0, false);
      setDaemon(true);
      setContextClassLoader(null);
    }
  }

  int threads() {
    return threads;
  }

  /**
   * Into how many parts work is best cut.
   *
   * @param cost what all of it costs
   * @return how many; 1 where it should stay with the caller
   */
  int parts(long cost) {
    if (threads == 1 || cost < 2L * PART_COST || Thread.currentThread() instanceof Helper) {
      return 1; // a helper's work is a part already
    }
    return (int) Math.min(cost / PART_COST, (long) threads * PARTS_PER_THREAD);
  }

  /**
   * Does some parts of a work, in any order, on any thread. What one of them throws is thrown here
   * once all that had begun have ended.
   *
   * @param parts how many
   * @param part does the one of the given number, from 0
   */
  void run(int parts, IntConsumer part) {
    SharedWork work = new SharedWork(parts, part, spin);
    try {
      for (int helper = 1; helper < Math.min(parts, threads); helper++) {
        helpers.execute(work::help);
      }
    } catch (RejectedExecutionException closed) {
      // the caller does what is left
    }
    work.help();
    work.await();
  }

  /** Ends the threads and waits until they have ended. */
  @Override
  public void close() {
    helpers.shutdown();
    boolean interrupted = false;
    for (Thread thread : alive) { // the pool says it is terminated a moment before its threads are
      boolean ended = false;
      while (!ended) {
        try {
          thread.join();
          ended = true;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

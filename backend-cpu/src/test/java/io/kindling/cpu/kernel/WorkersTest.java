package io.kindling.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The threads of an engine. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WorkersTest {
  private final Workers workers = new Workers(3);

  private final Set<Thread> before = living();

  private static Set<Thread> living() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(Workers.THREAD_NAME))
        .collect(Collectors.toSet());
  }

  /** The threads of these workers; backends of other tests may have some as well. */
  private Set<Thread> threads() {
    Set<Thread> threads = living();
    threads.removeAll(before);
    return threads;
  }

  /** Has all threads at work at once. */
  private void meet() {
    CountDownLatch all = new CountDownLatch(workers.threads());
    workers.run(
        workers.threads(),
        part -> {
          all.countDown();
          try {
            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void startWithTheFirstWorkAndEndWithClose() {
    assertThat(threads()).isEmpty();
    assertThat(workers.parts(2L * Workers.PART_COST - 1)).isEqualTo(1);
    assertThat(workers.parts(Long.MAX_VALUE)).isEqualTo(48);
    meet();
    assertThat(threads()).hasSize(2);
    workers.close();
    assertThat(threads()).isEmpty();
  }

  @Test
  void afterCloseTheCallerWorksAlone() {
    workers.close();
    AtomicInteger done = new AtomicInteger();
    workers.run(5, part -> done.incrementAndGet());
    assertThat(done).hasValue(5);
    assertThat(threads()).isEmpty();
  }

  @Test
  void whatAPartThrowsReachesTheCaller() {
    try (workers) {
      for (Throwable thrown :
          List.of(new IllegalStateException("a part"), new OutOfMemoryError("a part"))) {
        for (int bad = 0; bad < 7; bad++) {
          int failing = bad;
          assertThatThrownBy(
                  () ->
                      workers.run(
                          7,
                          part -> {
                            if (part == failing) {
                              raise(thrown);
                            }
                          }))
              .isSameAs(thrown);
        }
      }
      meet();
    }
  }

  private static void raise(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  @Test
  void manyCallersShareThemAndMayNest() throws Exception {
    ExecutorService hosts = Executors.newFixedThreadPool(5);
    try (workers) {
      List<Future<Integer>> sums = new ArrayList<>();
      for (int host = 0; host < 5; host++) {
        sums.add(hosts.submit(this::nested));
      }
      for (Future<Integer> sum : sums) {
        assertThat(sum.get()).isEqualTo(200 * 10 * 4);
      }
    } finally {
      hosts.shutdown();
    }
    assertThat(threads()).isEmpty();
  }

  private int nested() {
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < 200; i++) {
      workers.run(10, outer -> workers.run(4, inner -> done.incrementAndGet()));
    }
    return done.get();
  }

  @Test
  void aHelperThatComesLateKeepsNothingOfTheWork() throws Exception {
    try (Workers workers = new Workers(2)) {
      CountDownLatch begun = new CountDownLatch(2);
      CountDownLatch end = new CountDownLatch(1);
      Thread other =
          new Thread(
              () ->
                  workers.run(
                      2,
                      part -> {
                        begun.countDown();
                        await(end);
                      }));
      other.start();
      begun.await(); // the one helper is busy
      WeakReference<float[]> array = workOn(workers);
      for (int attempt = 0; attempt < 100 && array.get() != null; attempt++) {
        System.gc();
        Thread.sleep(10);
      }
      boolean kept = array.get() != null;
      end.countDown();
      other.join();
      assertThat(kept).isFalse();
    }
  }

  private static WeakReference<float[]> workOn(Workers workers) {
    float[] array = new float[16];
    workers.run(2, part -> array[part] = 1);
    assertThat(array[1]).isEqualTo(1);
    return new WeakReference<>(array);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anInterruptWaitsUntilTheWorkIsDone() {
    try (workers) {
      Thread.currentThread().interrupt();
      AtomicInteger done = new AtomicInteger();
      workers.run(50, part -> done.incrementAndGet());
      assertThat(done).hasValue(50);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}

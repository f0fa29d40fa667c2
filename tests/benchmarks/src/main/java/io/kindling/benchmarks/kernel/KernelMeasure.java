package io.kindling.benchmarks.kernel;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.benchmarks.kernel.KernelTable.Kernel;
import io.kindling.benchmarks.measure.Measure;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * All kernels in one process, one after the other: so each has seen the others' sizes. Prints a
 * line {@value Measure#RESULT} for each, with the median of short rounds. What counts is the time
 * for which the thread had a processor: others on the machine do not show.
 */
public final class KernelMeasure {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int ROUNDS = 51;

  /** The nanoseconds of a round: clocks are coarse. */
  private static final long ROUND = 2_000_000;

  private KernelMeasure() {}

  /**
   * Measures.
   *
   * @param args the milliseconds until a loop is compiled for good
   */
  public static void main(String[] args) {
    long warmUp = Long.parseLong(args[0]) * 1_000_000;
    try (Backend backend = Backends.open("cpu")) {
      for (Kernel kernel : KernelTable.rows()) {
        double nanos = measure(kernel.work().on(backend), warmUp);
        System.out.println(Measure.RESULT + "," + kernel.name() + "," + nanos);
      }
    }
  }

  private static double measure(Runnable work, long warmUp) {
    long start = System.nanoTime();
    int times = 0;
    long spent = 0;
    while (System.nanoTime() - start < warmUp || times == 0) {
      spent = time(work, 1);
      times++;
    }
    int perRound = (int) Math.max(1, ROUND / Math.max(1, spent));
    double[] rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      rounds[round] = (double) time(work, perRound) / perRound;
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private static long time(Runnable work, int times) {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < times; i++) {
      work.run();
    }
    return THREADS.getCurrentThreadCpuTime() - start;
  }
}

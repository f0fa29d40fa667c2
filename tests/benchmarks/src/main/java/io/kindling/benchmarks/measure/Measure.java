package io.kindling.benchmarks.measure;

import io.kindling.benchmarks.Workload;
import io.kindling.benchmarks.peer.Peers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * One peer's share of a round, in a process of its own: no forks, for this is one. Prints a line
 * {@value #RESULT} for each workload, and where steps are short another for what they allocate.
 */
public final class Measure {
  /** How a line of output with a result begins; workload and nanoseconds follow. */
  public static final String RESULT = "result";

  /** How a line begins that says what went wrong; workload and reason follow. */
  public static final String FAILURE = "failure";

  private static final int ITERATIONS = 3;

  /** A JVM has a loop compiled for good after some twenty epochs. */
  private static final int WARM_UP = 4;

  private static final int WARM_UP_OF_SHORT_STEPS = 20;
  private static final int SHORT = 1000;

  /** What JMH calls the bytes that a step allocates. */
  private static final String ALLOCATION = "gc.alloc.rate.norm";

  private Measure() {}

  /**
   * Measures.
   *
   * @param args who, workloads with commas, the file of right losses, most rows, milliseconds of an
   *     iteration
   */
  public static void main(String[] args) {
    for (String workload : List.of(args[1].split(","))) {
      if (Peers.named(args[0]).does(Workload.named(workload))) {
        try {
          print(Workload.named(workload), new Runner(options(args, workload)).run());
        } catch (RunnerException e) {
          System.out.println(FAILURE + "," + workload + "," + root(e).getMessage());
        }
      }
    }
    System.exit(0); // LibTorch's threads, and others', need not be waited for
  }

  /** What it all began with; JMH keeps that as suppressed. */
  private static Throwable root(Throwable thrown) {
    List<Throwable> inner = new ArrayList<>(List.of(thrown.getSuppressed()));
    if (thrown.getCause() != null) {
      inner.add(thrown.getCause());
    }
    return inner.isEmpty() ? thrown : root(inner.get(0));
  }

  private static boolean isShort(Workload workload) {
    return workload.batch() < SHORT;
  }

  private static Options options(String[] args, String workload) {
    TimeValue time = TimeValue.milliseconds(Integer.parseInt(args[4]));
    return new OptionsBuilder()
        .include(StepBenchmark.class.getName())
        .param("peer", args[0])
        .param("workload", workload)
        .param("losses", args[2])
        .param("most", args[3])
        .forks(0)
        .warmupIterations(isShort(Workload.named(workload)) ? WARM_UP_OF_SHORT_STEPS : WARM_UP)
        .warmupTime(time)
        .measurementIterations(ITERATIONS)
        .measurementTime(time)
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .build();
  }

  private static void print(Workload workload, Collection<RunResult> results) {
    for (RunResult result : results) {
      print(workload.name(), result.getPrimaryResult());
      if (isShort(workload)) {
        print(
            workload.allocation(),
            Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATION)));
      }
    }
  }

  private static void print(String name, Result<?> result) {
    System.out.println(RESULT + "," + name + "," + result.getScore());
  }
}

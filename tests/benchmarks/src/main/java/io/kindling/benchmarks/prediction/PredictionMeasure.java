package io.kindling.benchmarks.prediction;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures single predictions: their mean time and what they allocate on one thread, how the times
 * are spread, and how many there are a microsecond on eight threads. JMH prints it.
 */
public final class PredictionMeasure {
  private static final int THREADS = 8;
  private static final int ITERATIONS = 5;

  private PredictionMeasure() {}

  /**
   * Measures.
   *
   * @param milliseconds how long an iteration of JMH takes
   */
  public static void run(int milliseconds) {
    run(options(milliseconds).mode(Mode.AverageTime).addProfiler(GCProfiler.class));
    run(options(milliseconds).mode(Mode.SampleTime));
    run(options(milliseconds).mode(Mode.Throughput).threads(THREADS).timeUnit(MICROSECONDS));
  }

  private static void run(ChainedOptionsBuilder options) {
    try {
      new Runner(options.build()).run();
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH has failed", e);
    }
  }

  private static ChainedOptionsBuilder options(int milliseconds) {
    TimeValue time = TimeValue.milliseconds(milliseconds);
    return new OptionsBuilder()
        .include(PredictionBenchmark.class.getName())
        .forks(1)
        .warmupIterations(ITERATIONS)
        .warmupTime(time)
        .measurementIterations(ITERATIONS)
        .measurementTime(time)
        .shouldFailOnError(true);
  }
}

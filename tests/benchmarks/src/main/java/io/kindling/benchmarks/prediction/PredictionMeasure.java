package io.kindling.benchmarks.prediction;

import io.kindling.benchmarks.measure.Measure;
import java.util.Collection;
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
 * One contender's answers to one question, in a process of their own: no forks, for this is one.
 * Prints a line {@value Measure#RESULT} for each number, the median of JMH's iterations.
 */
public final class PredictionMeasure {
  /** What follows a question's name for the processor's nanoseconds of a row alone. */
  public static final String ROW = "-row";

  /** For those of a row among many. */
  public static final String BATCH = "-batch";

  /** For the bytes that a row allocates. */
  public static final String ALLOCATED = "-allocated";

  /** For the rows in a microsecond. */
  public static final String RATE = "-rate";

  private static final int ITERATIONS = 11;
  private static final int WARM_UP = 10;
  private static final String ALLOCATION = "gc.alloc.rate.norm";

  private PredictionMeasure() {}

  /**
   * Measures.
   *
   * @param args who, what, on how many threads, milliseconds of an iteration
   */
  public static void main(String[] args) {
    Question question = Question.valueOf(args[1]);
    int threads = Integer.parseInt(args[2]);
    String name = question + ROW;
    for (RunResult result : run(args, "row", threads)) {
      print(name, processor(result));
      print(name + RATE, median(result.getPrimaryResult()));
      print(name + ALLOCATED, allocated(result));
    }
    if (threads == 1 && question.isOfNumbers()) {
      name = question + BATCH;
      for (RunResult result : run(args, "batch", threads)) {
        print(name, processor(result) / Question.ROWS);
        print(name + ALLOCATED, allocated(result) / Question.ROWS);
      }
    }
    System.exit(0); // others' threads need not be waited for
  }

  private static Collection<RunResult> run(String[] args, String benchmark, int threads) {
    TimeValue time = TimeValue.milliseconds(Integer.parseInt(args[3]));
    Options options =
        new OptionsBuilder()
            .include(PredictionBenchmark.class.getName() + "." + benchmark)
            .param("contender", args[0])
            .param("question", args[1])
            .threads(threads)
            .forks(0)
            .warmupIterations(WARM_UP)
            .warmupTime(time)
            .measurementIterations(ITERATIONS)
            .measurementTime(time)
            .addProfiler(GCProfiler.class)
            .addProfiler(ProcessorTime.class)
            .shouldFailOnError(true)
            .build();
    try {
      return new Runner(options).run();
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH has failed", e);
    }
  }

  private static double processor(RunResult result) {
    return median(secondary(result, ProcessorTime.NAME));
  }

  private static double allocated(RunResult result) {
    return median(secondary(result, ALLOCATION));
  }

  private static Result<?> secondary(RunResult result, String name) {
    return Objects.requireNonNull(result.getSecondaryResults().get(name), name);
  }

  private static double median(Result<?> result) {
    return result.getStatistics().getPercentile(50);
  }

  private static void print(String name, double value) {
    System.out.println(Measure.RESULT + "," + name + "," + value);
  }
}

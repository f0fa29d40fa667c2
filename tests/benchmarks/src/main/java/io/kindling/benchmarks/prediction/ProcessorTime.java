package io.kindling.benchmarks.prediction;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * For how long the process' threads had a processor for an operation: what others on the machine
 * take does not show, and what threads do to each other does. The compiler's threads do not count.
 */
public final class ProcessorTime implements InternalProfiler {
  /** How JMH files it, in nanoseconds. */
  static final String NAME = "processor";

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long start;

  @Override
  public String getDescription() {
    return "processor time of an operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    start = now();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double nanos = now() - start;
    long operations = result.getMetadata().getAllOps();
    return List.of(new ScalarResult(NAME, nanos / operations, "ns/op", AggregationPolicy.AVG));
  }

  /** JMH's threads stay from one iteration to the next. */
  private static long now() {
    return LongStream.of(THREADS.getAllThreadIds())
        .map(THREADS::getThreadCpuTime)
        .filter(nanos -> nanos > 0)
        .sum();
  }
}

package io.kindling.benchmarks.measure;

import io.kindling.benchmarks.Data;
import io.kindling.benchmarks.Reference;
import io.kindling.benchmarks.Training;
import io.kindling.benchmarks.Workload;
import io.kindling.benchmarks.peer.Peers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One step of a workload, once its losses have proved right. {@link Measure} runs it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StepBenchmark {
  /** Who trains. */
  @Param("cpu")
  public String peer = "";

  /** What is trained. */
  @Param("tutorial")
  public String workload = "";

  /** How many rows at most. */
  @Param("2147483647")
  public int most;

  /** The right losses. */
  @Param("")
  public String losses = "";

  private Training training = () -> Float.NaN;

  /** Makes the data and the training, and takes the first steps. */
  @Setup
  public void start() throws IOException {
    Workload what = Workload.named(workload).atMost(most);
    training = Peers.named(peer).start(what, Data.of(what));
    if (!peer.equals(Peers.READ)) {
      Reference.check(workload, training, Path.of(losses));
    }
  }

  /** {@return the loss of one step} */
  @Benchmark
  public float step() {
    return training.step();
  }

  /** Frees it. */
  @TearDown
  public void end() {
    training.close();
  }
}

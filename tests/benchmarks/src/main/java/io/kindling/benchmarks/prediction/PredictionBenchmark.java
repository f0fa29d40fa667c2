package io.kindling.benchmarks.prediction;

import io.kindling.benchmarks.prediction.Contender.Answers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One row after the other, or all at once. {@link PredictionMeasure} runs it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PredictionBenchmark {
  /** How many rows are asked about in turn: a power of two, and few enough for the cache. */
  private static final int TURNS = 64;

  /** Who is asked. */
  @Param(Contenders.KINDLING)
  public String contender = "";

  /** What is asked. */
  @Param("LINEAR_64")
  public Question question = Question.LINEAR_64;

  private Contender asked = Nothing::new;

  /** Makes the model, and compares its answers with those of loops by hand. */
  @Setup
  public void start() {
    asked = Contenders.named(contender, question);
    Agreement.check(question, asked.answers());
  }

  /** What a thread has of its own. */
  @State(Scope.Thread)
  public static class Turn {
    private final double[] into = new double[Question.ROWS];
    private Answers answers = new Nothing();
    private int next;

    /**
     * Gets a thread's answers.
     *
     * @param benchmark of whom
     */
    @Setup
    public void start(PredictionBenchmark benchmark) {
      answers = benchmark.asked.answers();
    }
  }

  /** {@return what is said of a row} */
  @Benchmark
  public double row(Turn turn) {
    return turn.answers.one(turn.next++ & TURNS - 1);
  }

  /** {@return what is said of all rows} */
  @Benchmark
  public double[] batch(Turn turn) {
    turn.answers.all(turn.into);
    return turn.into;
  }
}

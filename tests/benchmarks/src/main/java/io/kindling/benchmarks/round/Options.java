package io.kindling.benchmarks.round;

import io.kindling.benchmarks.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param smoke whether to try everything out with little
 * @param rounds how many
 * @param peers whom to measure; empty for all
 * @param workloads what to measure; empty for all
 * @param report whether to write the project's own page anew, rather than a copy
 * @param kernels whether to compare kernels alone, and nothing else
 * @param predictions whether to measure predictions, and nothing else
 */
record Options(
    boolean smoke,
    int rounds,
    List<String> peers,
    List<String> workloads,
    boolean report,
    boolean kernels,
    boolean predictions) {
  static final String USAGE =
      """
      usage: run [--smoke] [--rounds N] [--peers A,B] [--workloads A,B] [--no-report]
        --smoke           tiny sizes, one round, a few minutes
        --rounds N        how often everyone is measured; 10 by default
        --peers A,B       only these: read cpu libtorch javacpp djl onnxruntime nd4j smile netlib ejml
                          commons-math tribuo python
        --workloads A,B   only these, for instance 1000000x64,tutorial,mlp-256; also train, streaming,
                          reading, predictions, memory
        --kernels         only each kernel alone, in plain Java beside the Vector API; fails where
                          plain Java is slower than its bound; three rounds by default
        --predictions     only predictions, beside loops by hand, ONNX Runtime and DJL; writes no
                          other part of the page; five rounds by default
        --sums            only sums of the products of 64 columns, exact ones beside rounded ones,
                          DuckDB, SMILE and reading; prints nanoseconds a row and writes no page
        --no-report       leaves docs/performance.md and the README as they are; so do --smoke,
                          --peers, --workloads: copies are then beside the results
      """;

  private static final List<String> PEERS =
      List.of(
          "read",
          "cpu",
          "libtorch",
          "javacpp",
          "djl",
          "onnxruntime",
          "nd4j",
          "smile",
          "netlib",
          "ejml",
          "commons-math",
          "tribuo",
          "python");

  private static final int ROUNDS = 10;
  private static final int SMOKE_ROUNDS = 1;
  private static final int KERNEL_ROUNDS = 3;
  private static final int PREDICTION_ROUNDS = 5;

  static Options parse(String[] args) {
    boolean smoke = false;
    boolean report = true;
    boolean kernels = false;
    boolean predictions = false;
    int rounds = 0;
    List<String> peers = new ArrayList<>();
    List<String> workloads = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--smoke" -> smoke = true;
        case "--no-report" -> report = false;
        case "--kernels" -> kernels = true;
        case "--predictions" -> predictions = true;
        case "--rounds" -> rounds = Integer.parseInt(value(args, ++i));
        case "--peers" -> peers.addAll(List.of(value(args, ++i).split(",")));
        case "--workloads" -> workloads.addAll(List.of(value(args, ++i).split(",")));
        default -> throw new IllegalArgumentException("there is no option " + args[i]);
      }
    }
    check(peers, PEERS);
    check(workloads, known());
    if (rounds == 0) {
      rounds =
          smoke ? SMOKE_ROUNDS : kernels ? KERNEL_ROUNDS : predictions ? PREDICTION_ROUNDS : ROUNDS;
    }
    boolean whole = !smoke && peers.isEmpty() && workloads.isEmpty();
    return new Options(smoke, rounds, peers, workloads, report && whole, kernels, predictions);
  }

  private static List<String> known() {
    List<String> names =
        new ArrayList<>(
            List.of(
                Rounds.TRAIN, Rounds.STREAMING, Rounds.READING, Rounds.PREDICTIONS, Rounds.MEMORY));
    Workload.all().forEach(workload -> names.add(workload.name()));
    return names;
  }

  private static void check(List<String> got, List<String> known) {
    for (String name : got) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(name + " is none of " + String.join(", ", known));
      }
    }
  }

  private static String value(String[] args, int index) {
    if (index == args.length) {
      throw new IllegalArgumentException(args[index - 1] + " needs a value");
    }
    return args[index];
  }

  /** How many rows a workload may have. */
  int mostRows() {
    return smoke ? 20_000 : Integer.MAX_VALUE;
  }

  /** How long an iteration of JMH takes. */
  int milliseconds() {
    return smoke ? 20 : 200;
  }

  /** How long an iteration of JMH takes of predictions. */
  int predictionMilliseconds() {
    return smoke ? 20 : 100;
  }

  /** How often many single calls are timed. */
  int spreadTurns() {
    return smoke ? 10 : 100;
  }

  /** How long a kernel is run before it is measured, so that it is compiled for good. */
  int kernelMilliseconds() {
    return smoke ? 20 : 2000;
  }

  /** How many steps of the tutorial are watched for memory. */
  int memorySteps() {
    return smoke ? 20_000 : 1_000_000;
  }

  /** How many rows the binary file has that is larger than the heap; the CSV file has a tenth. */
  int streamedRows() {
    return smoke ? 20_000 : 2_000_000;
  }

  /** How often they are gone through. */
  int streamings() {
    return smoke ? 1 : 5;
  }

  boolean wants(String peer) {
    return peers.isEmpty() || peers.contains(peer);
  }

  boolean wantsWorkload(String workload) {
    return workloads.isEmpty() || workloads.contains(workload);
  }
}

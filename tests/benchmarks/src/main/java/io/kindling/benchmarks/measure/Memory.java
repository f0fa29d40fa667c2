package io.kindling.benchmarks.measure;

import io.kindling.benchmarks.Data;
import io.kindling.benchmarks.Training;
import io.kindling.benchmarks.Workload;
import io.kindling.benchmarks.peer.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Takes steps of the tutorial until ten seconds have passed, then a million more, and prints by how
 * many bytes the process has grown with these.
 */
public final class Memory {
  private static final Duration SETTLING = Duration.ofSeconds(10);

  private Memory() {}

  /**
   * Trains.
   *
   * @param args who, how many steps between
   */
  public static void main(String[] args) throws IOException {
    Workload tutorial = Workload.tutorial();
    int steps = Integer.parseInt(args[1]);
    try (Training training = Peers.named(args[0]).start(tutorial, Data.of(tutorial))) {
      // until all is compiled: the compiler's own memory is not the steps'
      long settled = System.nanoTime() + SETTLING.toNanos();
      do {
        take(training, steps / 10);
      } while (System.nanoTime() < settled);
      long before = resident();
      take(training, steps);
      System.out.println(Measure.RESULT + ",resident-growth," + (resident() - before));
    }
    System.exit(0);
  }

  private static void take(Training training, int steps) {
    float loss = 0;
    for (int step = 0; step < steps; step++) {
      loss = training.step();
    }
    if (!(loss < 1)) {
      throw new IllegalStateException("the loss is " + loss + " after " + steps + " steps");
    }
  }

  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}

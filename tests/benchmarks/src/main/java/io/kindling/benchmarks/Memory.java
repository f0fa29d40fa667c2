package io.kindling.benchmarks;

import io.kindling.benchmarks.peer.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes steps of the tutorial and prints by how many bytes the process has grown between the first
 * tenth of a million and a million later.
 */
public final class Memory {
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
      take(training, steps / 10);
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

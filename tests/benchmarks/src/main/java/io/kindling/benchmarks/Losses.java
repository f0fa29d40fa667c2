package io.kindling.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the right losses of workloads into a file, a line each. */
public final class Losses {
  private Losses() {}

  /**
   * Computes and writes.
   *
   * @param args the file, workloads with commas, most rows
   */
  public static void main(String[] args) throws IOException {
    List<String> lines =
        List.of(args[1].split(",")).parallelStream()
            .map(name -> line(Workload.named(name).atMost(Integer.parseInt(args[2]))))
            .toList();
    Files.write(Path.of(args[0]), lines);
  }

  private static String line(Workload workload) {
    return Reference.losses(workload, Data.of(workload)).stream()
        .map(String::valueOf)
        .collect(Collectors.joining(",", workload.name() + ",", ""));
  }
}

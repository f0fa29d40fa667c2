package io.kindling.benchmarks.round;

import io.kindling.benchmarks.Workload;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one process measures.
 *
 * @param workloads their names
 * @param rounds in how many rounds it takes part
 */
record Job(Setting setting, List<String> workloads, int rounds) {
  static Job of(Setting setting, List<Workload> workloads, int rounds) {
    return new Job(setting, workloads.stream().map(Workload::name).toList(), rounds);
  }

  /** The same with those workloads that are asked for. */
  Job only(Options options) {
    return new Job(setting, workloads.stream().filter(options::wantsWorkload).toList(), rounds);
  }

  String names() {
    return workloads.stream().collect(Collectors.joining(","));
  }

  @Override
  public String toString() {
    return setting.label() + ", threads: " + setting.threads() + ", " + names();
  }
}

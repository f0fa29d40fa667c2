package io.kindling.parity;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Takes times, and prints their medians. */
final class Stopwatch {
  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

  private static final ToDoubleFunction<Time> CLOCK = Time::seconds;
  private static final ToDoubleFunction<Time> CPU = Time::processor;

  private final Map<String, List<Time>> times = new LinkedHashMap<>();

  /**
   * How long something took.
   *
   * @param seconds by the clock
   * @param processor seconds of all the process' threads, on whatever else the machine was busy
   */
  record Time(double seconds, double processor) {}

  /** Something that takes its time. */
  interface Action {
    void run() throws Exception;
  }

  void time(String name, Action action) throws Exception {
    System.gc();
    long processor = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    action.run();
    long end = System.nanoTime();
    add(name, new Time((end - start) / 1e9, (SYSTEM.getProcessCpuTime() - processor) / 1e9));
  }

  void add(String name, Time time) {
    times.computeIfAbsent(name, unused -> new ArrayList<>()).add(time);
  }

  /** Forgets what was measured. */
  void reset() {
    times.clear();
  }

  /** Prints medians, their ratios to those of some, and how far apart all were. */
  void print(List<String> bases) {
    System.out.printf("medians: %28s %7s", "seconds", "CPU");
    bases.forEach(base -> System.out.printf("  of %-15s", base));
    System.out.println();
    for (Map.Entry<String, List<Time>> entry : times.entrySet()) {
      String name = entry.getKey();
      System.out.printf("%-29s %7.2f %7.2f", name, median(name, CLOCK), median(name, CPU));
      for (String base : bases) {
        System.out.printf("  %5.2f, CPU %5.2f", ratio(name, base, CLOCK), ratio(name, base, CPU));
      }
      System.out.println("  " + spread(entry.getValue()));
    }
  }

  private double ratio(String name, String base, ToDoubleFunction<Time> part) {
    return median(name, part) / median(base, part);
  }

  private double median(String name, ToDoubleFunction<Time> part) {
    double[] sorted =
        times.getOrDefault(name, List.of()).stream().mapToDouble(part).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static String spread(List<Time> all) {
    var seconds = all.stream().mapToDouble(Time::seconds).summaryStatistics();
    return "%d times, %.2f to %.2f s".formatted(all.size(), seconds.getMin(), seconds.getMax());
  }
}

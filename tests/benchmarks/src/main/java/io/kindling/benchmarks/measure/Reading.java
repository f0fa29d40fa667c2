package io.kindling.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import io.kindling.csv.CsvFile;
import io.kindling.data.Batches;
import io.kindling.data.Dataset;
import io.kindling.data.RowBuffer;
import io.kindling.data.Rows;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Reads a CSV file of numbers that lies in the page cache, by turns: into arrays of float32 that
 * hold it whole, or only to add its numbers up; by Kindling and by DuckDB. Prints two lines {@value
 * Measure#RESULT} for each way, nanoseconds a row and those of processors, the medians.
 */
public final class Reading {
  /** How every way's name begins; what follows says who and what. */
  public static final String READING = "reading-";

  /** What follows the name of a way for the processors' time. */
  public static final String PROCESSOR = "-processor";

  /** Afterwards the compiler has done its work. */
  private static final int WARM_UP = 3;

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Reading() {}

  /**
   * Reads.
   *
   * @param args rows, how often
   */
  public static void main(String[] args) throws IOException {
    int rows = Integer.parseInt(args[0]);
    int times = Integer.parseInt(args[1]);
    Path file = Files.createTempFile("rows", ".csv");
    try {
      Streaming.write(file, /* binary= */ false, rows);
      Map<String, ToDoubleFunction<Path>> ways = ways(rows);
      Map<String, double[][]> nanos = new LinkedHashMap<>();
      for (int time = -WARM_UP; time < times; time++) {
        for (Map.Entry<String, ToDoubleFunction<Path>> way : ways.entrySet()) {
          double[] took = timed(way.getValue(), file);
          if (time >= 0) {
            double[][] all =
                nanos.computeIfAbsent(way.getKey(), unused -> new double[took.length][times]);
            all[0][time] = took[0] / rows;
            all[1][time] = took[1] / rows;
          }
        }
      }
      nanos.forEach(
          (way, all) -> {
            print(way, all[0]);
            print(way + PROCESSOR, all[1]);
          });
    } finally {
      Files.delete(file);
    }
  }

  private static Map<String, ToDoubleFunction<Path>> ways(int rows) {
    Map<String, ToDoubleFunction<Path>> ways = new LinkedHashMap<>();
    ways.put("kindling-arrays", Reading::arrays);
    ways.put("kindling-sums", Reading::sums);
    for (int threads = 1; threads <= 2; threads++) {
      DuckDb duck = new DuckDb(threads, rows);
      ways.put("duckdb-" + threads + "-arrays", duck::arrays);
      ways.put("duckdb-" + threads + "-sums", duck::sums);
    }
    return ways;
  }

  private static double[] timed(ToDoubleFunction<Path> way, Path file) {
    long start = System.nanoTime();
    long processor = SYSTEM.getProcessCpuTime();
    double mean = way.applyAsDouble(file);
    double[] took = {System.nanoTime() - start, SYSTEM.getProcessCpuTime() - processor};
    if (!(mean > 0.49 && mean < 0.51)) {
      throw new IllegalStateException("the numbers' mean is " + mean);
    }
    return took;
  }

  private static void print(String way, double[] nanos) {
    Arrays.sort(nanos);
    System.out.println(Measure.RESULT + "," + READING + way + "," + nanos[nanos.length / 2]);
  }

  /** The mean of all numbers, once they are in memory. */
  private static double arrays(Path file) {
    Rows all = CsvFile.of(file).targets("y").table().all();
    double sum = sum(all.features().floats()) + sum(all.targets().floats());
    return sum / all.count() / Streaming.COLUMNS;
  }

  private static double sum(FloatBuffer numbers) {
    double sum = 0;
    for (int i = 0; i < numbers.limit(); i++) {
      sum += numbers.get(i);
    }
    return sum;
  }

  /** The mean of all numbers, of which no more than some batches are in memory. */
  private static double sums(Path file) {
    double sum = 0;
    long rows = 0;
    Dataset data = CsvFile.of(file).targets("y").dataset();
    try (Batches.Cursor epoch = Batches.of(data, Streaming.BATCH).epoch()) {
      while (epoch.hasNext()) {
        RowBuffer lent = epoch.lend();
        sum += sum(FloatBuffer.wrap(lent.features(), 0, lent.count() * Streaming.FEATURES));
        sum += sum(FloatBuffer.wrap(lent.numbers(), 0, lent.count()));
        rows += lent.count();
      }
    }
    return sum / rows / Streaming.COLUMNS;
  }
}

package io.kindling.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import io.kindling.csv.CsvFile;
import io.kindling.data.Dataset;
import io.kindling.data.Standardizer;
import io.kindling.statistics.Moments;
import io.kindling.table.FeatureColumns;
import io.kindling.table.FeatureReader;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Adds up the products of each two columns: exactly; in float64 with its rounding, in loops by hand
 * and in DuckDB; and from a CSV file, beside reading it. Prints two lines {@value Measure#RESULT}
 * for each way, nanoseconds a row and those of processors, the medians.
 */
public final class Summing {
  private static final int WARM_UP = 2;

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final int rows;
  private final int columns;
  private final List<String> names;
  private final float[] floats;
  private final double[] doubles;

  private Summing(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.names = IntStream.range(0, columns).mapToObj(i -> "x" + i).toList();
    this.floats = new float[rows * columns];
    this.doubles = new double[rows * columns];
    Random random = new Random(0);
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = random.nextGaussian();
      floats[i] = (float) doubles[i];
    }
  }

  /**
   * Adds up.
   *
   * @param args rows, columns, how often
   */
  public static void main(String[] args) throws IOException, SQLException {
    Summing summing = new Summing(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    Path file = Files.createTempFile("rows", ".csv");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      summing.write(file);
      summing.fill(duck);
      measure(summing.ways(file, duck), summing.rows, Integer.parseInt(args[2]));
    } finally {
      Files.delete(file);
    }
  }

  private Map<String, Runnable> ways(Path file, Connection duck) {
    CsvFile table = CsvFile.of(file);
    Map<String, Runnable> ways = new LinkedHashMap<>();
    ways.put("kindling-float32", () -> moments().addAll(floats, rows));
    ways.put("kindling-float64", () -> moments().addAll(doubles, rows));
    ways.put("by-hand", this::byHand);
    ways.put("duckdb", () -> ask(duck));
    ways.put("kindling-csv", () -> Moments.of(table, FeatureColumns.numbers(names), null, false));
    ways.put("reading-csv", () -> read(table));
    ways.put("standardizer", () -> standardize(Dataset.of(doubles, columns, doubles, columns)));
    return ways;
  }

  /**
   * Measures ways, in turns.
   *
   * @param ways by their names
   * @param rows how many rows each adds up
   * @param times how often, behind some to warm up
   */
  public static void measure(Map<String, Runnable> ways, int rows, int times) {
    Map<String, double[][]> nanos = new LinkedHashMap<>();
    for (int time = -WARM_UP; time < times; time++) {
      for (Map.Entry<String, Runnable> way : ways.entrySet()) {
        long start = System.nanoTime();
        long processor = SYSTEM.getProcessCpuTime();
        way.getValue().run();
        double[][] all = nanos.computeIfAbsent(way.getKey(), unused -> new double[2][times]);
        if (time >= 0) {
          all[0][time] = (double) (System.nanoTime() - start) / rows;
          all[1][time] = (double) (SYSTEM.getProcessCpuTime() - processor) / rows;
        }
      }
    }
    nanos.forEach(
        (way, all) -> {
          print(way, all[0]);
          print(way + Reading.PROCESSOR, all[1]);
        });
  }

  private static void print(String way, double[] nanos) {
    Arrays.sort(nanos);
    System.out.println(Measure.RESULT + ",sums-" + way + "," + nanos[nanos.length / 2]);
  }

  private Moments moments() {
    return Moments.of(names, false);
  }

  /** As everybody would write it: on one thread, rounded after each row. */
  private void byHand() {
    double[] sums = new double[columns * columns];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < columns; i++) {
        double number = floats[row * columns + i];
        for (int j = i; j < columns; j++) {
          sums[i * columns + j] += number * floats[row * columns + j];
        }
      }
    }
    if (!(sums[0] > 0)) {
      throw new IllegalStateException("a sum of squares is " + sums[0]);
    }
  }

  private static void standardize(Dataset data) {
    if (Standardizer.fit(data).features() == null) {
      throw new IllegalStateException("no scaling");
    }
  }

  private void fill(Connection duck) throws SQLException {
    try (Statement statement = duck.createStatement()) {
      String numbers =
          names.stream()
              .map(name -> "random()::FLOAT AS " + name)
              .collect(Collectors.joining(", "));
      statement.execute("CREATE TABLE t AS SELECT " + numbers + " FROM range(" + rows + ")");
    }
  }

  /** In as many columns, for its memory's sake as one query for each column. */
  private void ask(Connection duck) {
    try (Statement statement = duck.createStatement()) {
      for (int i = 0; i < columns; i++) {
        String first = names.get(i);
        String sums =
            names.subList(i, columns).stream()
                .map(name -> "sum(" + first + "::DOUBLE * " + name + ")")
                .collect(Collectors.joining(", "));
        try (ResultSet answer = statement.executeQuery("SELECT " + sums + " FROM t")) {
          answer.next();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(Path file) throws IOException {
    try (BufferedWriter text = Files.newBufferedWriter(file)) {
      text.write(String.join(",", names));
      for (int i = 0; i < doubles.length; i++) {
        text.write(i % columns == 0 ? '\n' : ',');
        text.write(Math.round(doubles[i] * 1e4) / 1e4 + "");
      }
      text.write('\n');
    }
  }

  private void read(Table table) {
    try (TableRows cells = table.open()) {
      FeatureColumns numbers = FeatureColumns.numbers(names);
      FeatureReader reader = new FeatureReader(cells, numbers, false, FeatureReader.Check.NONE);
      reader.begin();
      cells.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

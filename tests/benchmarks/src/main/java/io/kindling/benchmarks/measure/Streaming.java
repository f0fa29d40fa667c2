package io.kindling.benchmarks.measure;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sgd;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.csv.CsvFile;
import io.kindling.data.Batches;
import io.kindling.data.FloatFile;
import io.kindling.data.StreamingDataset;
import io.kindling.train.Trainer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Goes through a file that is larger than the heap and lies in the page cache: its bytes alone, its
 * rows as a data set, and these to train on, by turns. Prints nanoseconds a row, the median of
 * each.
 */
public final class Streaming {
  static final int FEATURES = 64;
  static final int COLUMNS = FEATURES + 1;
  static final int BATCH = 4096;
  private static final int BYTES = 1 << 18;

  /** Afterwards the compiler has done its work. */
  private static final int WARM_UP = 3;

  private Streaming() {}

  /**
   * Reads and trains.
   *
   * @param args {@code binary} or {@code csv}, rows, how often
   */
  public static void main(String[] args) throws IOException {
    boolean binary = args[0].equals("binary");
    int rows = Integer.parseInt(args[1]);
    int times = Integer.parseInt(args[2]);
    Path file = Files.createTempFile("rows", "." + args[0]);
    try (Backend backend = Backends.open("cpu")) {
      write(file, binary, rows);
      StreamingDataset data =
          binary
              ? FloatFile.of(file, COLUMNS).targets(FEATURES).dataset()
              : CsvFile.of(file).targets("y").dataset();
      double[][] nanos = new double[3][WARM_UP + times];
      for (int i = 0; i < WARM_UP + times; i++) {
        nanos[0][i] = timed(rows, file, Streaming::readBytes);
        nanos[1][i] = timed(rows, data, Streaming::readRows);
        nanos[2][i] = timed(rows, data, rowsOf -> train(backend, rowsOf));
      }
      String[] names = {"bytes", "rows", "trained"};
      for (int i = 0; i < names.length; i++) {
        Arrays.sort(nanos[i], WARM_UP, WARM_UP + times);
        double median = nanos[i][WARM_UP + times / 2];
        System.out.println(Measure.RESULT + "," + args[0] + "-" + names[i] + "," + median);
      }
    } finally {
      Files.delete(file);
    }
    System.exit(0);
  }

  private static <T> double timed(int rows, T what, ToDoubleFunction<T> work) {
    long start = System.nanoTime();
    double result = work.applyAsDouble(what);
    double nanos = (System.nanoTime() - start) / (double) rows;
    if (Double.isNaN(result)) {
      throw new IllegalStateException("not a number");
    }
    return nanos;
  }

  static void write(Path file, boolean binary, int rows) throws IOException {
    Random random = new Random(0);
    ByteBuffer row = ByteBuffer.allocate(COLUMNS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int i = binary ? 0 : -1; i < rows; i++) {
        StringBuilder line = new StringBuilder();
        row.clear();
        for (int k = 0; k < COLUMNS; k++) {
          float value = random.nextInt(100_000) / 100_000f;
          row.putFloat(value);
          line.append(k == 0 ? "" : ",");
          line.append(i >= 0 ? value + "" : k == FEATURES ? "y" : "x" + k);
        }
        out.write(
            binary ? row.array() : line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  static double readBytes(Path file) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
    long read = 0;
    try (FileChannel channel = FileChannel.open(file)) {
      for (int n = 0; n >= 0; n = channel.read(bytes.clear())) {
        read += n;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read;
  }

  private static double readRows(StreamingDataset data) {
    long read = 0;
    try (Batches.Cursor epoch = Batches.of(data, BATCH).epoch()) {
      while (epoch.hasNext()) {
        read += epoch.lend().count();
      }
    }
    return read;
  }

  private static double train(Backend backend, StreamingDataset data) {
    try (Module model = backend.module(linear(FEATURES, 1));
        var optimizer = backend.optimizer(sgd(1e-4), model.parameters());
        var loss = backend.loss(mse())) {
      return new Trainer(model, loss, optimizer)
          .batchSize(BATCH)
          .train(data, 1)
          .epochs()
          .get(0)
          .loss();
    }
  }
}

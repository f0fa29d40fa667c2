package io.kindling.cpu;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.data.Dataset;
import io.kindling.data.FloatFile;
import io.kindling.error.DivergenceException;
import io.kindling.train.Epoch;
import io.kindling.train.History;
import io.kindling.train.Metrics;
import io.kindling.train.Trainer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trains on a file that is larger than the heap, and gets the bits that its rows in memory give.
 */
final class StreamingTest {
  private static final int COLUMNS = 16;
  private static final int ROWS = (64 << 20) / COLUMNS / Float.BYTES + 7;

  @TempDir Path folder;

  /** Two epochs on a file. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      Path file = Path.of(args[0]);
      System.out.print(train(FloatFile.of(file, COLUMNS).targets(COLUMNS - 1).dataset()));
      Thread.getAllStackTraces().keySet().stream()
          .map(Thread::getName)
          .filter("kindling-read-ahead"::equals)
          .forEach(System.out::println);
    }
  }

  /** Everything that a training leaves, to the last bit. */
  private static String train(Dataset data) {
    StringBuilder all = new StringBuilder();
    try (Backend backend = Backends.open("cpu")) {
      backend.manualSeed(0);
      Module model = backend.module(linear(COLUMNS - 1, 1));
      Optimizer optimizer = backend.optimizer(sgd(0.1), model.parameters());
      History history =
          new Trainer(model, backend.loss(mse()), optimizer)
              .batchSize(4096)
              .metric(Metrics.mae())
              .train(data, 2);
      for (Epoch epoch : history.epochs()) {
        all.append(Double.toHexString(epoch.loss())).append(' ');
        all.append(epoch.metrics()).append('\n');
      }
      model
          .stateDict()
          .forEach(
              (name, values) -> {
                for (float value : values.toFloatArray()) {
                  all.append(name).append(' ').append(Float.toHexString(value)).append('\n');
                }
              });
    }
    return all.toString();
  }

  @Test
  void aFileLargerThanTheHeapTrainsAsItsRowsInMemoryDo() throws Exception {
    Path file = folder.resolve("rows.bin");
    float[] x = new float[ROWS * (COLUMNS - 1)];
    float[] y = new float[ROWS];
    write(file, x, y);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx24m",
            "-XX:MaxDirectMemorySize=1m",
            "-XX:-UsePerfData",
            "-D" + Backends.LOG + "=false",
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName(),
            file.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).isEqualTo(train(Dataset.of(x, COLUMNS - 1, y, 1)));
    assertThat(process.waitFor()).isZero();
    Files.delete(file);
  }

  /** Writes rows, and keeps them. */
  private static void write(Path file, float[] x, float[] y) throws IOException {
    Random random = new Random(5);
    ByteBuffer row = ByteBuffer.allocate(COLUMNS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (int i = 0; i < ROWS; i++) {
        float sum = 1;
        for (int column = 0; column < COLUMNS - 1; column++) {
          float value = random.nextFloat() - 0.5f;
          x[i * (COLUMNS - 1) + column] = value;
          sum += column * value;
          row.putFloat(column * Float.BYTES, value);
        }
        y[i] = sum;
        row.putFloat((COLUMNS - 1) * Float.BYTES, sum);
        out.write(row.array());
      }
    }
  }

  @Test
  void aTrainingThatFailsLeavesNoThreadAndNoOpenFile() throws IOException {
    Path file = folder.resolve("rows.bin");
    Files.write(file, new byte[] {0, 0, 0x7f, 0x7f, 0, 0, 0x7f, 0x7f}); // twice 3.39e38
    try (Backend backend = Backends.open("cpu")) {
      Module model = backend.module(linear(1, 1));
      Optimizer optimizer = backend.optimizer(sgd(0.1), model.parameters());
      Trainer trainer = new Trainer(model, backend.loss(mse()), optimizer).batchSize(1);
      Dataset data = FloatFile.of(file, 2).targets(1).dataset();
      assertThatThrownBy(() -> trainer.train(data, 1)).isInstanceOf(DivergenceException.class);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("kindling-read-ahead");
    Files.delete(file);
  }
}

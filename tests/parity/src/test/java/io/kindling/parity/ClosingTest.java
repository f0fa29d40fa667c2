package io.kindling.parity;

import static io.kindling.Specs.adam;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.sequential;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.data.FloatFile;
import io.kindling.error.ClosedException;
import io.kindling.train.Trainer;
import io.kindling.train.TrainingListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of what a backend has made, and of what is under way, when it is closed. */
final class ClosingTest {
  private static final int ROWS = 2000;
  private static final int COLUMNS = 9;
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  @TempDir Path folder;

  /** Rows in a file, which are read in a thread of their own. */
  private Dataset stream() throws IOException {
    Path file = folder.resolve("rows.bin");
    ByteBuffer bytes = ByteBuffer.allocate(ROWS * COLUMNS * Float.BYTES).order(LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(new TorchRandom(1).rand(Shape.of(ROWS, COLUMNS)).toFloatArray());
    Files.write(file, bytes.array());
    return FloatFile.of(file, COLUMNS).targets(COLUMNS - 1).dataset();
  }

  private static Trainer trainer(Backend backend) {
    Module model = backend.module(sequential(linear(8, 64), relu(), linear(64, 1)));
    return new Trainer(
            model, backend.loss(mse()), backend.optimizer(adam(1e-3), model.parameters()))
        .batchSize(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void atAnyMomentOfATrainingItEndsThatTraining(String name) throws Exception {
    Dataset data = stream();
    for (int delay = 0; delay < 20; delay++) {
      CountDownLatch stepped = new CountDownLatch(1 + delay);
      List<Throwable> ends = new ArrayList<>();
      Backend backend = Backends.open(name);
      Trainer trainer = trainer(backend).validation(data).listener(counting(stepped));
      Thread training =
          new Thread(() -> ends.add(catchThrowable(() -> trainer.train(data, 1_000_000))));
      training.start();
      stepped.await();
      backend.close();
      training.join();
      assertThat(ends.get(0))
          .isInstanceOf(ClosedException.class)
          .hasMessageContaining("closed backend " + name + "; expected an open one; ")
          .hasMessageEndingWith("after the trainings on it, which cancel() ends)");
    }
  }

  private static TrainingListener counting(CountDownLatch stepped) {
    return new TrainingListener() {
      @Override
      public void stepped(int epoch, int batch, float loss) {
        stepped.countDown();
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void noThreadAndNoFileIsLeft(String name) throws Exception {
    use(name, "first"); // what belongs to the process: classes, natives
    Set<Thread> threads = Thread.getAllStackTraces().keySet();
    List<String> files = openFiles();
    use(name, "second");
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!threads.contains(thread)) {
        thread.join(10_000); // one that is about to end is not left
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
    assertThat(openFiles()).isEqualTo(files);
  }

  /** Trains on rows of a file, with checkpoints and in several threads. */
  private void use(String name, String run) throws IOException {
    try (Backend backend = Backends.open(name)) {
      trainer(backend).checkpointEvery(30, folder.resolve(run + ".pt")).train(stream(), 3);
      Tensor square = backend.tensor(new float[1 << 16], Shape.of(256, 256));
      assertThat(square.matmul(square).toFloatArray()).containsOnly(0);
    }
  }

  /** The files that this process has open, as far as the system tells. */
  private static List<String> openFiles() throws IOException {
    if (!Files.isDirectory(OPEN_FILES)) {
      return List.of();
    }
    List<String> files = new ArrayList<>();
    try (Stream<Path> open = Files.list(OPEN_FILES)) {
      for (Path number : open.toList()) {
        if (Files.exists(number)) { // all but the list itself
          files.add(Files.readSymbolicLink(number).toString());
        }
      }
    }
    files.sort(null);
    return files;
  }

  @Test
  void whatWasLeftOpenDoesNotDisturbAClosedBackend() {
    Backend backend = Backends.open("cpu");
    Scope outer = backend.scope();
    Scope inner = backend.scope();
    Tensor tensor = backend.tensor(new float[] {1}, Shape.of(1));
    backend.close();
    outer.close();
    inner.close();
    assertThatThrownBy(tensor::item)
        .isInstanceOf(ClosedException.class)
        .hasMessageStartingWith(
            "item: what is closed cannot be used (got tensor of shape [1] of closed backend cpu;");
  }
}

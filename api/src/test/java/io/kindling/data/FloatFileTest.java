package io.kindling.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import io.kindling.error.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows in a file of floats, read in every epoch anew. */
final class FloatFileTest {
  private static final FileTime THEN = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("rows.bin");
    write(1, 2, 0, 3, 4, 1, 5, 6, 2, 7, 8, 0, 9, 10, 1);
  }

  private void write(float... values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Files.write(file, bytes.array());
    Files.setLastModifiedTime(file, THEN);
  }

  private static List<Rows> all(Batches batches) {
    List<Rows> all = new ArrayList<>();
    try (Batches.Cursor epoch = batches.epoch()) {
      while (epoch.hasNext()) {
        all.add(epoch.next());
      }
    }
    return all;
  }

  private static void refused(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(DataException.class).hasMessage(message);
  }

  /** Threads that read ahead and have not ended. */
  private static List<String> readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter("kindling-read-ahead"::equals)
        .toList();
  }

  private static void waitUntil(Supplier<Boolean> holds) throws InterruptedException {
    for (int i = 0; i < 200 && !holds.get(); i++) {
      Thread.sleep(50);
    }
    assertThat(holds.get()).isTrue();
  }

  @Test
  void batchesAreThoseOfTheSameRowsInMemory() {
    float[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    TableDataset numbers = Dataset.of(x, 2, new float[] {0, 1, 2, 0, 1}, 1);
    TableDataset classes = Dataset.of(x, 2, new long[] {0, 1, 2, 0, 1});
    for (int size = 1; size <= 5; size++) {
      for (boolean drop : new boolean[] {false, true}) {
        assertThat(all(Batches.of(FloatFile.of(file, 3).targets(2).dataset(), size).dropLast(drop)))
            .isEqualTo(all(Batches.of(numbers, size).dropLast(drop)));
        assertThat(all(Batches.of(FloatFile.of(file, 3).classes(2).dataset(), size).dropLast(drop)))
            .isEqualTo(all(Batches.of(classes, size).dropLast(drop)));
      }
    }
  }

  @Test
  void smallBatchesComeInOrderHoweverManyThereAre() throws IOException {
    float[] rows = rows(1000);
    float[] x = new float[2000];
    float[] y = new float[1000];
    for (int i = 0; i < 1000; i++) {
      x[2 * i] = rows[3 * i];
      x[2 * i + 1] = rows[3 * i + 1];
      y[i] = rows[3 * i + 2];
    }
    for (int size : new int[] {1, 3, 8, 64, 999}) {
      assertThat(all(Batches.of(FloatFile.of(file, 3).targets(2).dataset(), size)))
          .isEqualTo(all(Batches.of(Dataset.of(x, 2, y, 1), size)));
    }
  }

  /** Writes so many rows of three columns: more than are read ahead, if they are many. */
  private float[] rows(int count) throws IOException {
    float[] rows = new TorchRandom(4).uniform(Shape.of(3L * count), -1, 1).toFloatArray();
    write(rows);
    return rows;
  }

  @Test
  void columnsComeInTheOrderInWhichTheyAreNamed() {
    Rows rows =
        all(Batches.of(FloatFile.of(file, 3).features(2, 0).targets(1).dataset(), 2)).get(1);
    assertThat(rows.features().toFloatArray()).containsExactly(2, 5, 0, 7);
    assertThat(rows.targets().toFloatArray()).containsExactly(6, 8);
    Rows two = all(Batches.of(FloatFile.of(file, 3).targets(2, 1).dataset(), 5)).get(0);
    assertThat(two.features().toFloatArray()).containsExactly(1, 3, 5, 7, 9);
    assertThat(two.targets().toFloatArray()).containsExactly(0, 2, 1, 4, 2, 6, 0, 8, 1, 10);
  }

  @Test
  void rowsThatNoChunkHoldsWholeAreRead() throws IOException {
    int columns = 70_001;
    float[] values = new TorchRandom(3).uniform(Shape.of(3L * columns), -1, 1).toFloatArray();
    write(values);
    Rows rows = all(Batches.of(FloatFile.of(file, columns).targets(0).dataset(), 3)).get(0);
    float[] x = rows.features().toFloatArray();
    assertThat(x[columns - 2]).isEqualTo(values[columns - 1]);
    assertThat(x[3 * (columns - 1) - 1]).isEqualTo(values[3 * columns - 1]);
    assertThat(rows.targets().toFloatArray())
        .containsExactly(values[0], values[columns], values[2 * columns]);
  }

  @Test
  void standardizingAStreamIsStandardizingItsRows() {
    StreamingDataset stream = FloatFile.of(file, 3).targets(2).dataset();
    TableDataset table =
        Dataset.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 2, new float[] {0, 1, 2, 0, 1}, 1);
    Standardizer fitted = Standardizer.fit(stream);
    assertThat(fitted).isEqualTo(Standardizer.fit(table));
    assertThat(all(Batches.of(fitted.transform(stream), 2)))
        .isEqualTo(all(Batches.of(fitted.transform((Dataset) table), 2)));
    assertThat(((StreamingDataset) fitted.transform(stream)).readsAhead()).isTrue();
  }

  @Test
  void whatIsWrongWithAFileIsSaidAtOnce() throws IOException {
    refused(
        file
            + ": a file must hold whole rows (got 60 bytes; expected a multiple of 16, which is 4"
            + " float32 numbers)",
        () -> FloatFile.of(file, 4).targets(3).dataset());
    write(new float[0]);
    refused(
        file
            + ": a file must hold whole rows (got 0 bytes; expected a multiple of 12, which is 3"
            + " float32 numbers)",
        () -> FloatFile.of(file, 3).targets(2).dataset());
    Path none = folder.resolve("none.bin");
    refused(
        none + ": the file must exist (got no such file; expected a file)",
        () -> FloatFile.of(none, 3).targets(2).dataset());
    refused(
        folder + ": the file must exist (got a folder; expected a file)",
        () -> FloatFile.of(folder, 3).targets(2).dataset());
  }

  @Test
  void columnsThatCannotBeAreRefused() {
    FloatFile rows = FloatFile.of(file, 3);
    refused(
        file + ": there must be a target (got none; expected targets(2) or classes(2))",
        rows::dataset);
    refused(
        file + ": there is no such column (got column 3; expected 0 … 2)",
        () -> rows.targets(3).dataset());
    refused(
        file + ": there is no such column (got column -1; expected 0 … 2)",
        () -> rows.targets(0).features(-1).dataset());
    refused(
        file + ": a column must be named only once (got '1' twice; expected it once)",
        () -> rows.targets(0).features(1, 1).dataset());
    refused(
        file
            + ": a column must not be both a feature and a target (got [1] as both; expected each"
            + " once)",
        () -> rows.targets(1).features(0, 1).dataset());
    refused(
        file + ": there must be a column to predict from (got none; expected a feature)",
        () -> rows.targets(0, 1, 2).dataset());
    refused(
        file + ": a row must have at least one column (got 0; expected 1 or more)",
        () -> FloatFile.of(file, 0).targets(0).dataset());
  }

  @Test
  void numbersThatNothingLearnsFromAreRefusedWithTheirPlace() throws IOException {
    write(1, 2, 0, 3, 4, 1, 5, 6, 2, 7, Float.NaN, 0.5f);
    refused(
        "Dataset: features must be finite (got NaN in row 3, column 1; expected finite numbers;"
            + " fill the gap or leave the row out; rows and columns count from 0)",
        () -> all(Batches.of(FloatFile.of(file, 3).targets(2).dataset(), 2)));
    refused(
        file
            + ", row 3, column 2: a class must be a whole number (got 0.5; expected 0, 1, 2 …;"
            + " number the classes from 0; rows and columns count from 0)",
        () -> all(Batches.of(FloatFile.of(file, 3).classes(2).dataset(), 2)));
    write(3e38f, 3e38f, 3e38f, 3e38f);
    assertThat(all(Batches.of(FloatFile.of(file, 2).targets(1).dataset(), 2))).hasSize(1);
  }

  @Test
  void aFileThatChangesBetweenEpochsIsRefused() throws IOException {
    Batches batches = Batches.of(FloatFile.of(file, 3).targets(2).dataset(), 2);
    assertThat(all(batches)).hasSize(3);
    write(1, 2, 0, 3, 4, 1);
    refused(
        file
            + ": the file must not change while it is trained on (got 24 bytes of"
            + " 2026-01-01T00:00:00Z; expected 60 bytes of 2026-01-01T00:00:00Z; write another file"
            + " beside it, and open that)",
        batches::epoch);
    Files.delete(file);
    refused(
        file
            + ": the file must not change while it is trained on (got no such file; expected"
            + " 60 bytes of 2026-01-01T00:00:00Z; write another file beside it, and open that)",
        batches::epoch);
  }

  @Test
  void aFileThatIsCutShortDuringAnEpochIsRefused() throws IOException {
    StreamingDataset data = FloatFile.of(file, 3).targets(2).dataset();
    try (RowSource.Reader reader = data.open()) {
      assertThat(reader.read(1).count()).isEqualTo(1);
      write(1, 2, 0, 3, 4, 1);
      refused(
          file
              + ": the file must not change while it is trained on (got an end after 24 bytes;"
              + " expected 60 bytes of 2026-01-01T00:00:00Z; write another file beside it, and open"
              + " that)",
          () -> reader.read(4));
    }
  }

  @Test
  void anEpochThatEndsLeavesNoThreadAndNoOpenFile() throws IOException {
    rows(1000);
    Batches batches = Batches.of(FloatFile.of(file, 3).targets(2).dataset(), 1);
    Batches.Cursor epoch = batches.epoch();
    assertThat(readers()).hasSize(1);
    epoch.next();
    epoch.close();
    epoch.close();
    assertThat(readers()).isEmpty();
    assertThat(epoch.hasNext()).isFalse();
    assertThat(openFiles()).doesNotContain(file.toRealPath());
    Files.delete(file);
  }

  @Test
  void anEpochThatNobodyClosesEndsByItself() throws Exception {
    rows(1000);
    Batches.of(FloatFile.of(file, 3).targets(2).dataset(), 1).epoch().next();
    waitUntil(
        () -> {
          System.gc();
          return readers().isEmpty();
        });
    assertThat(openFiles()).doesNotContain(file.toRealPath());
  }

  /** The files that this process has open, where the system tells. */
  private static List<Path> openFiles() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    List<Path> open = new ArrayList<>();
    if (Files.isDirectory(descriptors)) {
      try (var all = Files.list(descriptors)) {
        for (Path one : all.toList()) {
          if (Files.isSymbolicLink(one)) {
            open.add(Files.readSymbolicLink(one));
          }
        }
      }
    }
    return open;
  }

  @Test
  void whoIsInterruptedGetsTheBatchAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    assertThat(all(Batches.of(FloatFile.of(file, 3).targets(2).dataset(), 2))).hasSize(3);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** A database in this process would close for all who use it. */
  @Test
  void aSourceThatIsReadAheadIsNotInterrupted() throws InterruptedException {
    Thread main = Thread.currentThread();
    CountDownLatch second = new CountDownLatch(1);
    AtomicBoolean closing = new AtomicBoolean();
    List<Boolean> interrupted = Collections.synchronizedList(new ArrayList<>());
    int size = 1 << 16; // so large that each batch is handed over by itself
    Rows batch = Dataset.of(new float[size], 1, new float[size], 1).all();
    RowSource source =
        () ->
            new RowSource.Reader() {
              private boolean first = true;

              @Override
              public Rows read(int count) {
                if (!first) {
                  second.countDown();
                  while (!closing.get() || main.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                  }
                }
                first = false;
                interrupted.add(Thread.currentThread().isInterrupted());
                return batch;
              }

              @Override
              public void close() {
                interrupted.add(Thread.currentThread().isInterrupted());
              }
            };
    Batches.Cursor epoch =
        Batches.of(Dataset.streaming(1, 1, DType.FLOAT32, source).readAhead(), size).epoch();
    second.await();
    closing.set(true);
    epoch.close();
    assertThat(interrupted).containsExactly(false, false, false);
  }

  @Test
  void aSourceOfOnesOwnMayBeReadAheadToo() {
    TableDataset table = Dataset.of(new float[] {1, 2, 3}, 1, new float[] {4, 5, 6}, 1);
    RowSource source =
        () ->
            new RowSource.Reader() {
              private int at;

              @Override
              public Rows read(int count) throws IOException {
                assertThat(Thread.currentThread().getName()).isEqualTo("kindling-read-ahead");
                if (at == 2) {
                  throw new IOException("the line is dead");
                }
                return table.range(at, at += count);
              }

              @Override
              public void close() throws IOException {
                throw new IOException("it does not close");
              }
            };
    StreamingDataset data = Dataset.streaming(1, 1, DType.FLOAT32, source).readAhead();
    Batches.Cursor epoch = Batches.of(data, 1).epoch();
    assertThat(epoch.next()).isEqualTo(table.range(0, 1));
    assertThat(epoch.next()).isEqualTo(table.range(1, 2));
    refused(
        "Dataset: the rows must be readable (got java.io.IOException: the line is dead; expected"
            + " rows)",
        epoch::hasNext);
    refused(
        "Dataset: the rows must be readable (got java.io.IOException: it does not close; expected"
            + " rows)",
        epoch::close);
    refused(
        "Dataset.streaming: the source must give rows of the size that was declared (got"
            + " float32[1, 1] and float32[1, 1]; expected float32[1, 2] and float32[1, 1], at most"
            + " 1 rows)",
        () -> Batches.of(Dataset.streaming(2, 1, DType.FLOAT32, source).readAhead(), 1).epoch());
  }

  @Test
  void aSlowSourceHasEachBatchHandedOverAsItComes() {
    TableDataset table = Dataset.of(new float[] {1, 2, 3}, 1, new float[] {4, 5, 6}, 1);
    CountDownLatch handedOver = new CountDownLatch(1);
    RowSource source =
        () ->
            new RowSource.Reader() {
              private int at;

              @Override
              public Rows read(int count) throws IOException {
                try {
                  if (at == 1 && !handedOver.await(20, TimeUnit.SECONDS)) {
                    throw new IOException("the batch before is still here");
                  }
                  Thread.sleep(2);
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
                return at == 3 ? table.range(3, 3) : table.range(at, ++at);
              }

              @Override
              public void close() {}
            };
    StreamingDataset data = Dataset.streaming(1, 1, DType.FLOAT32, source).readAhead();
    try (Batches.Cursor epoch = Batches.of(data, 1).epoch()) {
      assertThat(epoch.next()).isEqualTo(table.range(0, 1));
      handedOver.countDown();
      assertThat(epoch.next()).isEqualTo(table.range(1, 2));
      assertThat(epoch.next()).isEqualTo(table.range(2, 3));
      assertThat(epoch.hasNext()).isFalse();
    }
  }
}

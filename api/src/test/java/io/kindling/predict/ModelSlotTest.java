package io.kindling.predict;

import static io.kindling.Specs.linear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.error.CheckpointException;
import io.kindling.error.DataException;
import io.kindling.error.KindlingException;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A slot's answers are always of one good model, whatever is put in its place. */
@Timeout(600)
final class ModelSlotTest {
  private static final Duration OFTEN = Duration.ofMillis(1);
  private static final int READERS = 4;
  private static final int ROWS = 11;

  @TempDir Path folder;

  /** A model that answers every row by the same number. */
  private static TrainedModel model(float answer, String... features) {
    float[] weights = new float[features.length];
    Map<String, TensorData> state =
        Map.of(
            "weight", TensorData.of(weights, Shape.of(1, weights.length)),
            "bias", TensorData.of(new float[] {answer}, Shape.of(1)));
    return new TrainedModel(
        linear(weights.length, 1), List.of(features), Outputs.numbers("y"), null, state);
  }

  private static Predictor predictor(float answer) {
    return Predictor.of(model(answer, "x"));
  }

  @Test
  void whatIsSwappedInAnswersFromThenOn() {
    ModelSlot slot = ModelSlot.of(predictor(1));
    assertThat(slot.get().predict(5)).isEqualTo(1);
    Predictor first = slot.swap(predictor(2));
    assertThat(slot.get().predict(5)).isEqualTo(2);
    assertThat(first.predict(5)).isEqualTo(1);
  }

  @Test
  void aModelOfOtherInputsIsRefused() {
    ModelSlot slot = ModelSlot.of(predictor(1));
    assertThatThrownBy(() -> slot.swap(Predictor.of(model(2, "z"))))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "ModelSlot: a model must take and give what the one before it does (got [z] to ");
    assertThat(slot.get().predict(5)).isEqualTo(1);
  }

  @Test
  void aModelThatHasDivergedIsRefused() {
    ModelSlot slot = ModelSlot.of(predictor(1));
    assertThatThrownBy(() -> slot.swap(predictor(Float.NaN)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("finite numbers");
    assertThat(slot.get().predict(5)).isEqualTo(1);
    assertThatThrownBy(() -> ModelSlot.of(predictor(Float.NaN))).isInstanceOf(DataException.class);
  }

  private static Predictor scaled(double mean, double scale, double targetMean, double deviation) {
    Scaling features = new Scaling(List.of(mean), List.of(scale));
    Scaling targets = new Scaling(List.of(targetMean), List.of(deviation));
    TrainedModel bare = model(1, "x");
    Standardizer scaling = new Standardizer(features, targets);
    return Predictor.of(
        new TrainedModel(bare.spec(), bare.columns(), bare.outputs(), scaling, bare.state()));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1e308, 1e308", "1e300, 1, 0, 1", "0, 1e-60, 0, 1"})
  void aModelWhoseScalingLeavesNoNumbersIsRefused(
      double mean, double scale, double targetMean, double deviation) {
    ModelSlot slot = ModelSlot.of(predictor(1));
    Predictor next = scaled(mean, scale, targetMean, deviation);
    assertThatThrownBy(() -> slot.swap(next))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("finite numbers each time (got some that are not finite; ");
    assertThat(slot.get().predict(5)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1.7e18, 1e-3, 0, 1", "-1e-9, 1e-12, 1e30, 1e20"})
  void aModelOfLargeOrSmallNumbersIsTaken(
      double mean, double scale, double targetMean, double deviation) {
    ModelSlot slot = ModelSlot.of(predictor(1));
    slot.swap(scaled(mean, scale, targetMean, deviation));
    assertThat(slot.get().predict(mean)).isEqualTo(deviation + targetMean);
  }

  @Test
  void noAnswerIsWrongTornOrLostUnderManySwaps() throws Exception {
    swapUnderLoad(5_000);
  }

  @Test
  @Tag("soak")
  void noAnswerIsWrongTornOrLostUnderAMillionSwaps() throws Exception {
    swapUnderLoad(1_000_000);
  }

  private static void swapUnderLoad(int swaps) throws Exception {
    Predictor[] models = {predictor(1), predictor(2)};
    ModelSlot slot = ModelSlot.of(models[0]);
    AtomicBoolean going = new AtomicBoolean(true);
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(threads.submit(() -> answers(slot, going)));
      }
      for (int i = 1; i <= swaps; i++) {
        assertThat(slot.swap(models[i % 2])).isSameAs(models[(i + 1) % 2]);
      }
      going.set(false);
      for (Future<Long> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Asks for batches until it is told not to; each must be of one of the models alone. */
  private static long answers(ModelSlot slot, AtomicBoolean going) {
    double[] said = new double[ROWS];
    long batches = 0;
    do {
      slot.get().predict(new float[ROWS], ROWS, said);
      for (double answer : said) {
        assertThat(answer).isEqualTo(said[0]).isIn(1.0, 2.0);
      }
      batches++;
    } while (going.get());
    return batches;
  }

  /** Notes what happens. */
  private static final class Events implements ModelSlot.Listener {
    final BlockingQueue<Predictor> swapped = new LinkedBlockingQueue<>();
    final BlockingQueue<KindlingException> refused = new LinkedBlockingQueue<>();

    @Override
    public void swapped(Predictor now) {
      swapped.add(now);
    }

    @Override
    public void refused(KindlingException why) {
      refused.add(why);
    }
  }

  private void replace(Path file, String text) throws IOException {
    Path other = Files.writeString(folder.resolve("other"), text);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void aFileIsFollowedAndABadOneIsNot() throws Exception {
    Path file = folder.resolve("model.pt");
    model(1, "x").save(file);
    Events events = new Events();
    try (ModelSlot slot = ModelSlot.watching(file, OFTEN, events)) {
      assertThat(slot.get().predict(5)).isEqualTo(1);
      model(2, "x").save(file);
      assertThat(events.swapped.take()).isSameAs(slot.get());
      assertThat(slot.get().predict(5)).isEqualTo(2);
      replace(file, "no model");
      assertThat(events.refused.take()).isInstanceOf(CheckpointException.class);
      assertThat(slot.get().predict(5)).isEqualTo(2);
      model(3, "z").save(file);
      assertThat(events.refused.take()).isInstanceOf(DataException.class);
      assertThat(slot.get().predict(5)).isEqualTo(2);
      model(4, "x").save(file);
      assertThat(events.swapped.take().predict(5)).isEqualTo(4);
    }
  }

  @Test
  void noThreadIsLeft() {
    Path file = folder.resolve("model.pt");
    model(1, "x").save(file);
    ModelSlot slot = ModelSlot.watching(file, OFTEN);
    assertThat(watchers()).isEqualTo(1);
    slot.close();
    slot.close();
    assertThat(watchers()).isZero();
    assertThat(slot.get().predict(5)).isEqualTo(1);
    assertThatThrownBy(() -> ModelSlot.watching(folder.resolve("none.pt"), OFTEN))
        .isInstanceOf(CheckpointException.class);
    assertThat(watchers()).isZero();
  }

  /** Notes what it is told, and then fails in some way. */
  private static ModelSlot.Listener failing(Events events, Runnable failure) {
    return new ModelSlot.Listener() {
      @Override
      public void swapped(Predictor now) {
        events.swapped(now);
        failure.run();
      }

      @Override
      public void refused(KindlingException why) {
        events.refused(why);
        failure.run();
      }
    };
  }

  private static void fail(RuntimeException e) {
    throw e;
  }

  private static void fail(Error e) {
    throw e;
  }

  private static Stream<Runnable> failures() {
    return Stream.of(
        () -> fail(new AssertionError("no")),
        () -> fail(new DataException("host", "no", "no", "no", null)),
        () -> Thread.currentThread().interrupt());
  }

  @Test
  void whatAListenerDoesNeitherEndsTheWatchingNorRefusesAModel() throws Exception {
    for (Runnable failure : failures().toList()) {
      Path file = folder.resolve("model.pt");
      model(1, "x").save(file);
      Events events = new Events();
      try (ModelSlot slot = ModelSlot.watching(file, OFTEN, failing(events, failure))) {
        model(2, "x").save(file);
        assertThat(events.swapped.take()).isSameAs(slot.get());
        replace(file, "no model");
        assertThat(events.refused.take()).isInstanceOf(CheckpointException.class);
        model(3, "x").save(file);
        assertThat(events.swapped.take().predict(5)).isEqualTo(3);
        assertThat(events.refused).isEmpty();
      }
    }
  }

  @Test
  void aListenerMayWaitForAnotherThreadThatSwaps() throws Exception {
    Path file = folder.resolve("model.pt");
    model(1, "x").save(file);
    CompletableFuture<ModelSlot> slot = new CompletableFuture<>();
    Events events = new Events();
    ModelSlot.Listener waiting =
        new ModelSlot.Listener() {
          @Override
          public void swapped(Predictor now) {
            if (now.predict(5) == 2) {
              CompletableFuture.runAsync(() -> slot.join().swap(predictor(3))).join();
            }
            events.swapped(now);
          }
        };
    try (ModelSlot watching = ModelSlot.watching(file, OFTEN, waiting)) {
      slot.complete(watching);
      model(2, "x").save(file);
      assertThat(events.swapped.take().predict(5)).isEqualTo(2);
      assertThat(events.swapped.take().predict(5)).isEqualTo(3);
    }
  }

  @Test
  void closeDoesNotWaitForEverForAListener() throws Exception {
    Path file = folder.resolve("model.pt");
    model(1, "x").save(file);
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    ModelSlot.Listener waiting =
        new ModelSlot.Listener() {
          @Override
          public void swapped(Predictor now) {
            told.countDown();
            try {
              closed.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    ModelSlot slot = ModelSlot.watching(file, OFTEN, waiting);
    model(2, "x").save(file);
    told.await();
    slot.close();
    closed.countDown();
    assertThat(slot.get().predict(5)).isEqualTo(2);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such devices")
  void aDeviceIsRefusedAndNotOpened() throws Exception {
    Path file = folder.resolve("model.pt");
    Path device = Files.createSymbolicLink(folder.resolve("device"), Path.of("/dev/null"));
    assertThatThrownBy(() -> ModelSlot.watching(device, OFTEN))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            device
                + ": the path must be that of a file (got a pipe, a socket or a device; expected"
                + " a file)");
    model(1, "x").save(file);
    Events events = new Events();
    try (ModelSlot slot = ModelSlot.watching(file, OFTEN, events)) {
      Files.move(device, file, StandardCopyOption.ATOMIC_MOVE);
      assertThat(events.refused.take().got()).isEqualTo("a pipe, a socket or a device");
      assertThat(slot.get().predict(5)).isEqualTo(1);
      model(2, "x").save(folder.resolve("next.pt"));
      Files.move(folder.resolve("next.pt"), file, StandardCopyOption.ATOMIC_MOVE);
      assertThat(events.swapped.take().predict(5)).isEqualTo(2);
    }
  }

  @Test
  void aRefusalNamesTheFileInTheLog() throws Exception {
    Path file = folder.resolve("model.pt");
    model(1, "x").save(file);
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Handler handler = new Lines(lines);
    Logger logger = Logger.getLogger("io.kindling.predict");
    String logs = System.clearProperty("kindling.log");
    logger.addHandler(handler);
    Events events = new Events();
    try (ModelSlot slot = ModelSlot.watching(file, OFTEN, events)) {
      model(Float.NaN, "x").save(file);
      events.refused.take();
      replace(file, "no model");
      events.refused.take();
      assertThat(slot.get().predict(5)).isEqualTo(1);
    } finally {
      logger.removeHandler(handler);
      if (logs != null) {
        System.setProperty("kindling.log", logs);
      }
    }
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .startsWith("the last good model stays: ")
        .contains(file + ": ModelSlot: ", "got some that are not finite");
    assertThat(lines.get(1)).startsWith("the last good model stays: " + file + ": the");
  }

  /** Keeps what is logged. */
  private static final class Lines extends Handler {
    private final List<String> lines;

    Lines(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT9223372036854775807S"})
  void anIntervalThatIsNoneIsRefused(Duration every) {
    Path file = folder.resolve("model.pt");
    model(1, "x").save(file);
    assertThatThrownBy(() -> ModelSlot.watching(file, every))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "ModelSlot: a file must be looked at every so often (got " + every + "; expected");
  }

  private static long watchers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("kindling-model-slot"))
        .count();
  }
}

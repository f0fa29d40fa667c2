package io.kindling.cpu;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sgd;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.error.DivergenceException;
import io.kindling.nn.ModuleSpec;
import io.kindling.predict.Predictor;
import io.kindling.train.Epoch;
import io.kindling.train.History;
import io.kindling.train.Trainer;
import io.kindling.train.TrainingGauges;
import io.kindling.train.TrainingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is heard of a training and of predictions: by listeners, registries of metrics, and the
 * flight recorder.
 */
final class WatchedTrainingTest {
  private static final int ROWS = 24;

  @TempDir Path folder;

  /** Trains and predicts where the JVM has no flight recorder. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      System.out.print(ModuleLayer.boot().findModule("jdk.jfr").isPresent());
      System.out.print(Double.isFinite(predictor().predict(1, 2)));
      System.out.print(train(0.001, 2, trainer -> {}).end());
    }
  }

  /** Sets up what else a training has. */
  private interface Wishes {
    void on(Trainer trainer);
  }

  private static History train(double rate, int epochs, Wishes wishes) {
    float[] x = new float[ROWS];
    float[] y = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      x[i] = i % 7;
      y[i] = i % 5;
    }
    try (Backend backend = Backends.open("cpu")) {
      backend.manualSeed(0);
      Module model = backend.module(linear(1, 1));
      Optimizer optimizer = backend.optimizer(sgd(rate), model.parameters());
      Trainer trainer = new Trainer(model, backend.loss(mse()), optimizer).batchSize(8);
      wishes.on(trainer);
      return trainer.train(Dataset.of(x, 1, y, 1), epochs);
    }
  }

  /** Writes down what it hears. */
  private static final class Ears implements TrainingListener {
    private final List<String> heard = new ArrayList<>();

    @Override
    public void began(int epoch, int epochs) {
      heard.add("began " + epoch + " of " + epochs);
    }

    @Override
    public void stepped(int epoch, int batch, float loss) {
      heard.add("step " + epoch + "." + batch);
    }

    @Override
    public void checkpointed(Path file, long step) {
      assertThat(file).isNotEmptyFile();
      heard.add("checkpoint " + step);
    }

    @Override
    public void epochEnded(Epoch epoch) {
      heard.add("epoch " + epoch.number());
    }

    @Override
    public void ended(History history) {
      heard.add("ended " + history.end());
    }

    @Override
    public void failed(Throwable cause) {
      heard.add("failed " + cause.getClass().getSimpleName());
      throw new IllegalStateException("said too");
    }
  }

  @Test
  void aListenerHearsAllInItsOrder() {
    Ears ears = new Ears();
    Path file = folder.resolve("model.pt");
    train(0.001, 2, trainer -> trainer.listener(ears).checkpointEvery(4, file));
    assertThat(ears.heard)
        .containsExactly(
            "began 1 of 2",
            "step 1.1",
            "step 1.2",
            "step 1.3",
            "epoch 1",
            "checkpoint 4",
            "step 2.1",
            "step 2.2",
            "step 2.3",
            "epoch 2",
            "ended COMPLETED");
  }

  @Test
  void aListenerHearsOfFailure() {
    Ears ears = new Ears();
    TrainingGauges gauges = new TrainingGauges();
    assertThatThrownBy(() -> train(1e20, 9, trainer -> trainer.listener(ears).listener(gauges)))
        .isInstanceOf(DivergenceException.class)
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("said too"));
    assertThat(ears.heard).startsWith("began 1 of 9").endsWith("failed DivergenceException");
    assertThat(gauges.snapshot())
        .containsEntry("kindling.training.failures", 1.0)
        .containsEntry("kindling.training.running", 0.0);
  }

  @Test
  void gaugesSayWhereItStands() {
    TrainingGauges gauges = new TrainingGauges();
    assertThat(gauges.snapshot())
        .isEqualTo(Map.of("kindling.training.running", 0.0, "kindling.training.failures", 0.0));
    List<Map<String, Double>> during = new ArrayList<>();
    TrainingListener poller =
        new TrainingListener() {
          @Override
          public void epochEnded(Epoch epoch) {
            during.add(gauges.snapshot());
          }
        };
    History history = train(0.001, 2, trainer -> trainer.listener(gauges).listener(poller));
    assertThat(during.get(0))
        .containsEntry("kindling.training.running", 1.0)
        .containsEntry("kindling.training.epochs", 1.0)
        .containsEntry("kindling.training.epochs.max", 2.0)
        .containsEntry("kindling.training.steps", 3.0)
        .containsEntry("kindling.training.loss", history.epochs().get(0).loss())
        .containsEntry("kindling.training.learning.rate", 0.001)
        .doesNotContainKey("kindling.training.validation.loss");
    assertThat(gauges.snapshot())
        .containsEntry("kindling.training.running", 0.0)
        .containsEntry("kindling.training.steps", 6.0)
        .containsKey("kindling.training.seconds");
  }

  @Test
  void theFlightRecorderIsToldWhileItRecords() throws IOException {
    Path file = folder.resolve("flight.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      History history = train(0.001, 40, trainer -> {});
      assertThatThrownBy(() -> train(1e20, 9, trainer -> {}))
          .isInstanceOf(DivergenceException.class);
      recording.stop();
      recording.dump(file);
      List<RecordedEvent> events =
          RecordingFile.readAllEvents(file).stream()
              .filter(event -> event.getEventType().getName().startsWith("io.kindling."))
              .toList();
      assertThat(of("Epoch", events).subList(0, 40))
          .extracting(event -> event.getDouble("loss"))
          .isEqualTo(history.epochs().stream().map(Epoch::loss).toList());
      assertThat(of("Step", events))
          .extracting(event -> event.getInt("epoch") + "." + event.getInt("batch"))
          .startsWith("1.1", "34.2");
      assertThat(of("Training", events).get(0).getString("end")).isEqualTo("completed");
      assertThat(of("Training", events).get(0).getInt("epochs")).isEqualTo(40);
      assertThat(of("Training", events).get(1).getString("end")).contains("the loss must stay");
    }
  }

  @Test
  void everyLargeBatchOfPredictionsIsRecordedAndSomeSmallOnes() throws IOException {
    Predictor predictor = predictor();
    int rows = 3000;
    double[] said = new double[rows];
    Path file = folder.resolve("flight.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      predictor.predict(new float[2 * rows], rows, said);
      predictor.predict(new double[2 * rows], 1000, said);
      for (int i = 0; i < 100_000; i++) {
        predictor.predict(1f, 2f);
        predictor.predict(new float[] {1, 2});
        predictor.predict(new float[20], 10, said);
      }
      recording.stop();
      recording.dump(file);
      List<RecordedEvent> events = of("Prediction", RecordingFile.readAllEvents(file));
      assertThat(events).allMatch(event -> event.getInt("inputs") == 2);
      Map<Integer, Long> byRows =
          events.stream().collect(groupingBy(event -> event.getInt("rows"), counting()));
      assertThat(byRows)
          .containsOnlyKeys(1, 10, 1000, rows)
          .contains(entry(1000, 1L), entry(rows, 1L));
      assertThat(byRows.get(1)).as("200 by lot").isBetween(100L, 400L);
      assertThat(byRows.get(10)).as("1,000 by lot").isBetween(700L, 1500L);
    }
  }

  private static Predictor predictor() {
    ModuleSpec spec = linear(2, 1);
    return Predictor.of(spec, 2, spec.initialState(new TorchRandom(1)));
  }

  private static List<RecordedEvent> of(String name, List<RecordedEvent> events) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("io.kindling." + name))
        .toList();
  }

  @Test
  void aRuntimeWithoutTheRecorderTrainsToo() throws IOException {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules=java.base",
                "-D" + Backends.LOG + "=false",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).endsWith("falsetrueCOMPLETED");
  }
}

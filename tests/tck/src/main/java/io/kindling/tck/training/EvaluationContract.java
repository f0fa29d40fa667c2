package io.kindling.tck.training;

import static io.kindling.Specs.crossEntropy;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.poissonNll;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonObject;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Scope;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.data.RowSource;
import io.kindling.data.Rows;
import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import io.kindling.nn.LossSpec;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Golden;
import io.kindling.tck.kit.Numerics;
import io.kindling.train.Checkpoint;
import io.kindling.train.Epoch;
import io.kindling.train.Evaluation;
import io.kindling.train.Evaluator;
import io.kindling.train.History;
import io.kindling.train.Metric;
import io.kindling.train.Metrics;
import io.kindling.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is said of many rows, which are taken in batches, is what one batch of all of them gives.
 * {@code golden/evaluations.py} has the same rows and PyTorch's numbers.
 */
public interface EvaluationContract extends BackendUnderTest {
  private static JsonObject golden() {
    return Golden.read("evaluations.json").getAsJsonObject();
  }

  private static Stream<JsonObject> cases(String what) {
    return StreamSupport.stream(golden().getAsJsonArray(what).spliterator(), false)
        .map(one -> one.getAsJsonObject());
  }

  private static float[] column(int rows, IntToDoubleFunction value) {
    float[] values = new float[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = (float) value.applyAsDouble(row);
    }
    return values;
  }

  private static TableDataset data(String targets) {
    int rows = golden().get("rows").getAsInt();
    float[] x = column(2 * rows, i -> (i / 2 * 7919L + i % 2 * 104729L) % 1999 / 1000.0 - 1);
    return switch (targets) {
      case "classes" ->
          Dataset.of(x, 2, IntStream.range(0, rows).mapToLong(i -> i < 9000 ? 0 : i % 3).toArray());
      case "quantities" ->
          Dataset.of(x, 2, column(rows, i -> i / 10000.0 + i * 6007L % 2003 / 1000.0 - 1), 1);
      case "counts" -> Dataset.of(x, 2, column(rows, i -> i / 4000 + i % 3), 1);
      default -> Dataset.of(x, 2, column(rows, i -> i % (1 + i / 5000) == 0 ? 1 : 0), 1);
    };
  }

  private static Dataset streamed(TableDataset data) {
    return Dataset.streaming(
        data.features(),
        data.targets(),
        data.targetType(),
        () ->
            new RowSource.Reader() {
              private int at;

              @Override
              public Rows read(int count) {
                Rows rows = data.range(at, Math.min(at + count, data.rows()));
                at += rows.count();
                return rows;
              }

              @Override
              public void close() {}
            });
  }

  private Module model(int outputs) {
    float[] weight = new float[2 * outputs];
    float[] bias = new float[outputs];
    for (int row = 0; row < outputs; row++) {
      weight[2 * row] = (row + 1) / 4f;
      weight[2 * row + 1] = row / 4f;
      bias[row] = row * 0.875f + 0.125f;
    }
    Module model = backend().module(linear(2, outputs)).to(device());
    setParameters(model, weight, bias);
    return model;
  }

  private static void close(String what, double actual, double expected) {
    Expect.close(
        what, (float) actual, (float) expected, Numerics.run("losses of many rows").value());
  }

  /**
   * Losses of the rows in memory and streamed, and while training, where nothing is learned.
   *
   * @return a test a loss
   */
  @TestFactory
  default Stream<DynamicTest> lossesOfManyRowsAreThoseOfOneBatch() {
    return cases("losses")
        .map(golden -> dynamicTest(golden.get("loss").getAsString(), () -> losses(golden)));
  }

  private void losses(JsonObject golden) {
    try (Scope scope = backend().scope()) {
      String text = golden.get("loss").getAsString();
      double expected = golden.get("expected").getAsDouble();
      TableDataset data = data(golden.get("targets").getAsString());
      Module model = model(golden.get("outputs").getAsInt());
      Loss loss = backend().loss(LossSpec.parse(text));
      Evaluator evaluator = new Evaluator(model);
      close(text, evaluator.evaluate(data, loss, List.of()).loss(), expected);
      close(text, evaluator.evaluate(streamed(data), loss, List.of()).loss(), expected);
      Loss own = (prediction, target) -> loss.forward(prediction, target);
      close(text, evaluator.evaluate(data, own, List.of()).loss(), expected);
      Epoch epoch =
          new Trainer(model, loss, backend().optimizer(sgd(0), model.parameters()))
              .batchSize(3000)
              .shuffle(new TorchRandom(1))
              .validation(data)
              .train(data, 1)
              .last();
      close(text + " of an epoch", epoch.loss(), expected);
      close(text + " of validation", epoch.validationLoss().orElseThrow(), expected);
      close(text + " to watch", epoch.watched(), expected);
    }
  }

  /**
   * Metrics of the rows.
   *
   * @return a test a metric
   */
  @TestFactory
  default Stream<DynamicTest> metricsOfManyRowsAreThoseOfOneBatch() {
    return cases("metrics")
        .map(
            golden ->
                dynamicTest(
                    golden.get("metric").getAsString() + " of " + golden.get("targets"),
                    () -> metric(golden)));
  }

  private static double metric(Evaluation evaluation, String name) {
    return Objects.requireNonNull(evaluation.metrics().get(name), name);
  }

  private void metric(JsonObject golden) {
    try (Scope scope = backend().scope()) {
      String name = golden.get("metric").getAsString();
      TableDataset data = data(golden.get("targets").getAsString());
      Metric metric =
          Stream.of(
                  Metrics.r2(),
                  Metrics.mae(),
                  Metrics.rmse(),
                  Metrics.accuracy(),
                  Metrics.logLoss())
              .filter(one -> one.name().equals(name))
              .findFirst()
              .orElseThrow();
      Loss nothing = (prediction, target) -> prediction.sum();
      Evaluator evaluator = new Evaluator(model(golden.get("outputs").getAsInt()));
      for (Dataset rows : List.of(data, streamed(data))) {
        double actual = metric(evaluator.evaluate(rows, nothing, List.of(metric)), name);
        close(name, actual, golden.get("expected").getAsDouble());
      }
    }
  }

  @Test
  default void aLossOfWeighedRowsIsResumedWithinAnEpoch(@TempDir Path folder) {
    TableDataset data = Dataset.of(new float[] {1, 2, 3, 4, 5}, 1, new long[] {0, 0, 1, 0, 1});
    Path series = folder.resolve("run.pt");
    History whole = weighed(data, trainer -> trainer.checkpointEvery(1, series));
    Checkpoint second = Checkpoint.load(folder.resolve("run.checkpoint-2.pt"));
    assertThat(weighed(data, trainer -> trainer.resume(second)).epochs()).isEqualTo(whole.epochs());
  }

  private History weighed(Dataset data, Consumer<Trainer> more) {
    Module model = backend().module(linear(1, 2)).to(device());
    setParameters(model, new float[] {0, 1}, new float[] {0, 0});
    Loss loss = backend().loss(crossEntropy().weight(List.of(1.0, 5.0)));
    Trainer trainer =
        new Trainer(model, loss, backend().optimizer(sgd(0.1), model.parameters())).batchSize(2);
    more.accept(trainer);
    return trainer.train(data, 1);
  }

  @Test
  default void rowsOfTheClassToIgnoreDoNotCountAsWrong() {
    TableDataset data = Dataset.of(new float[] {1, 2, 3}, 1, new long[] {1, 7, 0});
    Module model = backend().module(linear(1, 2)).to(device());
    setParameters(model, new float[] {0, 1}, new float[] {0, 0});
    Loss loss = backend().loss(crossEntropy().ignoreIndex(7));
    List<Metric> metrics = List.of(Metrics.accuracy(), Metrics.logLoss());
    Evaluation judged = new Evaluator(model).evaluate(data, loss, metrics);
    assertThat(metric(judged, "accuracy")).isEqualTo(0.5);
    close("log-loss", metric(judged, "log_loss"), judged.loss());
  }

  @Test
  default void aBatchThatTheLossIgnoresTeachesNothing() {
    TableDataset all = Dataset.of(new float[] {1, 2, 3, 4}, 1, new long[] {7, 7, 0, 1});
    TableDataset counted = Dataset.of(new float[] {3, 4}, 1, new long[] {0, 1});
    List<String> losses = List.of("ignore_index=7", "ignore_index=7, label_smoothing=0.1");
    for (String options : losses) {
      LossSpec spec = LossSpec.parse("cross_entropy(" + options + ")");
      Module taught = ignoring(spec, all, 1.5);
      assertThat(taught.stateDict()).isEqualTo(ignoring(spec, counted, 1.5).stateDict());
    }
    TableDataset none = Dataset.of(new float[] {1, 2}, 1, new long[] {7, 7});
    assertThatThrownBy(() -> ignoring(crossEntropy().ignoreIndex(7), none, 1))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("train: some rows must count (got an epoch in which the loss");
  }

  private Module ignoring(LossSpec spec, TableDataset data, double lr) {
    Module model = backend().module(linear(1, 2)).to(device());
    setParameters(model, new float[] {0, 1}, new float[] {0, 0});
    var optimizer = backend().optimizer(sgd(lr), model.parameters());
    History history =
        new Trainer(model, backend().loss(spec), optimizer).batchSize(2).train(data, 2);
    assertThat(history.epochs()).allSatisfy(epoch -> assertThat(epoch.loss()).isFinite());
    return model;
  }

  @Test
  default void aTargetThatTheLossIsNotDefinedForIsRefusedWithItsRow() {
    TableDataset counts = Dataset.of(new float[] {1, 2, 3}, 1, new float[] {4, 0, -2}, 1);
    Module model = backend().module(linear(1, 1)).to(device());
    Loss poisson = backend().loss(poissonNll());
    String message =
        "poisson_nll: a target must not be negative (got -2.0 in row 2, column 0; expected 0 or"
            + " more; rows and columns count from 0)";
    var optimizer = backend().optimizer(sgd(0), model.parameters());
    for (Dataset data : List.of(counts, streamed(counts))) {
      assertThatThrownBy(() -> new Evaluator(model).evaluate(data, poisson, List.of()))
          .isInstanceOf(DataException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> new Trainer(model, poisson, optimizer).batchSize(2).train(data, 1))
          .isInstanceOf(DataException.class)
          .hasMessage(message);
    }
    Loss binary = backend().loss(LossSpec.parse("bce_with_logits()"));
    assertThatThrownBy(() -> new Trainer(model, binary, optimizer).train(counts, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a target must be from 0 to 1 (got 4.0 in row 0, column 0;");
  }
}

package io.kindling.tck.training;

import static io.kindling.Specs.crossEntropy;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.poissonNll;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Scope;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.data.RowSource;
import io.kindling.data.Rows;
import io.kindling.data.TableDataset;
import io.kindling.error.SpecException;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A row of the weight k is k rows, and an offset is one more feature of the weight 1. */
public interface RowWeightsContract extends BackendUnderTest {
  /** How many rows there are; not the least of them has the weight 0. */
  private static int[] order() {
    return IntStream.range(0, 24).toArray();
  }

  private static float[] weights() {
    return floats(order().length, row -> row * 5 % 4);
  }

  /** Each row as often as its weight says. */
  private static int[] repeated() {
    float[] weights = weights();
    return Arrays.stream(order())
        .flatMap(row -> IntStream.generate(() -> row).limit((long) weights[row]))
        .toArray();
  }

  private static float[] floats(int count, IntToDoubleFunction value) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) value.applyAsDouble(i);
    }
    return values;
  }

  private static TableDataset data(String targets) {
    int rows = order().length;
    float[] x = floats(2 * rows, i -> i * 7 % 13 / 8.0 - 0.75);
    return switch (targets) {
      case "classes" -> Dataset.of(x, 2, IntStream.range(0, rows).mapToLong(i -> i % 3).toArray());
      case "quantities" -> Dataset.of(x, 2, floats(rows, i -> i * 5 % 11 / 4.0 - 1), 1);
      case "counts" -> Dataset.of(x, 2, floats(rows, i -> i * 3 % 4), 1);
      default -> Dataset.of(x, 2, floats(rows, i -> i % 2), 1);
    };
  }

  private static Dataset streamed(TableDataset data) {
    return Dataset.streaming(
            data.features(), data.targets(), data.targetType(), () -> new InOrder(data))
        .beside(data.beside());
  }

  /** Reads a table's rows one after the other. */
  final class InOrder implements RowSource.Reader {
    private final TableDataset data;
    private int at;

    private InOrder(TableDataset data) {
      this.data = data;
    }

    @Override
    public Rows read(int count) {
      Rows rows = data.range(at, Math.min(at + count, data.rows()));
      at += rows.count();
      return rows;
    }

    @Override
    public void close() {}
  }

  private Module model(int outputs) {
    Module model = backend().module(linear(2, outputs)).to(device());
    setParameters(
        model,
        floats(2 * outputs, i -> i * 3 % 5 / 4.0 - 0.25),
        floats(outputs, i -> i * 0.5 + 0.125));
    return model;
  }

  private static float[] parameter(Module model, String name) {
    return Objects.requireNonNull(model.stateDict().get(name), name).toFloatArray();
  }

  private static void close(String what, double actual, double expected) {
    Expect.close(
        what, (float) actual, (float) expected, Numerics.run("losses of many rows").value());
  }

  /**
   * Losses of weighted rows: judged, trained on in memory and streamed, and the weights learned.
   *
   * @return a test a loss
   */
  @TestFactory
  default Stream<DynamicTest> aRowOfTheWeightKIsKRows() {
    return StreamSupport.stream(
            Golden.read("evaluations.json")
                .getAsJsonObject()
                .getAsJsonArray("losses")
                .spliterator(),
            false)
        .map(one -> one.getAsJsonObject())
        .map(
            golden ->
                dynamicTest(
                    golden.get("loss").getAsString(),
                    () ->
                        losses(
                            golden.get("loss").getAsString(),
                            golden.get("targets").getAsString(),
                            golden.get("outputs").getAsInt())));
  }

  private void losses(String text, String targets, int outputs) {
    try (Scope scope = backend().scope()) {
      TableDataset plain = data(targets).select(repeated());
      TableDataset weighted = data(targets).weights(weights());
      Loss loss = backend().loss(LossSpec.parse(text));
      double expected = new Evaluator(model(outputs)).evaluate(plain, loss, List.of()).loss();
      for (Dataset rows : List.of(weighted, streamed(weighted))) {
        close(text, new Evaluator(model(outputs)).evaluate(rows, loss, List.of()).loss(), expected);
        Epoch frozen = train(model(outputs), loss, 0, rows, 5);
        close(text + " of an epoch", frozen.loss(), expected);
        close(text + " of validation", frozen.validationLoss().orElseThrow(), expected);
      }
      Module few = model(outputs);
      Module many = model(outputs);
      train(few, loss, 0.01, weighted, weighted.rows());
      train(many, loss, 0.01, plain, plain.rows());
      for (String name : many.stateDict().keySet()) {
        Expect.close(
            text + ", " + name,
            parameter(few, name),
            parameter(many, name),
            Numerics.run("losses of many rows").value());
      }
    }
  }

  private Epoch train(Module model, Loss loss, double rate, Dataset rows, int batch) {
    return new Trainer(model, loss, backend().optimizer(sgd(rate), model.parameters()))
        .batchSize(batch)
        .validation(rows)
        .train(rows, 1)
        .last();
  }

  @Test
  default void metricsCountRowsByTheirWeights() {
    Loss mean = backend().loss(mse());
    List<Metric> numbers = List.of(Metrics.r2(), Metrics.mae(), Metrics.rmse());
    List<Metric> labels = List.of(Metrics.accuracy(), Metrics.logLoss());
    metrics("quantities", 1, mean, numbers);
    metrics("labels", 1, mean, labels);
    metrics("classes", 3, backend().loss(crossEntropy()), labels);
  }

  private void metrics(String targets, int outputs, Loss loss, List<Metric> metrics) {
    Evaluator evaluator = new Evaluator(model(outputs));
    Map<String, Double> plain =
        evaluator.evaluate(data(targets).select(repeated()), loss, metrics).metrics();
    Evaluation weighted = evaluator.evaluate(data(targets).weights(weights()), loss, metrics);
    weighted
        .metrics()
        .forEach((name, value) -> close(name, value, Objects.requireNonNull(plain.get(name))));
  }

  @Test
  default void weightsGoWithTheirRowsWhenTheseAreShuffled() {
    try (Scope scope = backend().scope()) {
      Module model = model(1);
      Loss loss = backend().loss(mse());
      TableDataset rows = data("quantities").weights(weights());
      History history =
          new Trainer(model, loss, backend().optimizer(sgd(0), model.parameters()))
              .batchSize(7)
              .shuffle(new TorchRandom(3))
              .train(rows, 1);
      double expected = new Evaluator(model).evaluate(rows, loss, List.of()).loss();
      close("loss", history.last().loss(), expected);
    }
  }

  @Test
  default void aBatchWithoutWeightTeachesNothing() {
    try (Scope scope = backend().scope()) {
      Module model = model(1);
      TableDataset rows =
          Dataset.of(new float[] {1, 2, 3, 4}, 2, new float[] {5, 6}, 1).weights(0, 1);
      Loss loss = backend().loss(mse());
      Epoch epoch = train(model, loss, 0, rows, 1);
      TableDataset second = rows.select(1);
      close("loss", epoch.loss(), new Evaluator(model).evaluate(second, loss, List.of()).loss());
      Module learning = model(1);
      Module alone = model(1);
      train(learning, loss, 0.1, rows, 1);
      train(alone, loss, 0.1, second, 1);
      assertThat(parameter(learning, "weight")).containsExactly(parameter(alone, "weight"));
    }
  }

  @Test
  default void anOffsetIsAFeatureOfTheWeightOne() {
    try (Scope scope = backend().scope()) {
      TableDataset rows = data("counts");
      float[] offset = floats(rows.rows(), i -> i * 3 % 7 / 4.0);
      float[] wide = new float[3 * rows.rows()];
      float[] x = rows.all().features().toFloatArray();
      for (int row = 0; row < rows.rows(); row++) {
        System.arraycopy(x, 2 * row, wide, 3 * row, 2);
        wide[3 * row + 2] = offset[row];
      }
      Module three = backend().module(linear(3, 1)).to(device());
      float[] own = parameter(model(1), "weight");
      setParameters(three, new float[] {own[0], own[1], 1}, new float[] {0.125f});
      Loss loss = backend().loss(poissonNll());
      Dataset more = Dataset.of(wide, 3, rows.all().targets().toFloatArray(), 1);
      double expected = new Evaluator(three).evaluate(more, loss, List.of()).loss();
      for (TableDataset given : List.of(rows.offset(offset), rows.offset(offset).weights(ones()))) {
        for (Dataset each : List.of(given, streamed(given))) {
          Evaluator evaluator = new Evaluator(model(1));
          close("loss", evaluator.evaluate(each, loss, List.of()).loss(), expected);
          close("an epoch's loss", train(model(1), loss, 0, each, 7).loss(), expected);
          Expect.close(
              "predictions",
              evaluator.predict(each),
              new Evaluator(three).predict(more),
              Numerics.run("losses of many rows").value());
        }
      }
    }
  }

  private static float[] ones() {
    return floats(order().length, row -> 1);
  }

  @Test
  default void aTrainingOnWeightedRowsIsResumedWithinAnEpoch(@TempDir Path folder) {
    Path series = folder.resolve("run.pt");
    History whole = resumable(weights(), trainer -> trainer.checkpointEvery(1, series));
    Checkpoint second = Checkpoint.load(folder.resolve("run.checkpoint-2.pt"));
    assertThat(resumable(weights(), trainer -> trainer.resume(second)).epochs())
        .isEqualTo(whole.epochs());
    assertThatThrownBy(() -> resumable(null, trainer -> trainer.resume(second)))
        .hasMessageContaining("weights");
  }

  private History resumable(float @Nullable [] weights, Consumer<Trainer> more) {
    Module model = model(1);
    TableDataset rows = data("quantities");
    Trainer trainer =
        new Trainer(model, backend().loss(mse()), backend().optimizer(sgd(0.1), model.parameters()))
            .batchSize(9);
    more.accept(trainer);
    return trainer.train(weights == null ? rows : rows.weights(weights), 1);
  }

  @Test
  default void aLossOfOnesOwnTakesNoWeights() {
    Module model = model(1);
    Loss own = (prediction, target) -> prediction.sub(target).mean();
    TableDataset rows = data("quantities").weights(weights());
    assertThatThrownBy(() -> train(model, own, 0.1, rows, 5))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("the loss must weigh rows (got weights, and a loss of one's own, ");
    assertThatThrownBy(() -> new Evaluator(model).evaluate(rows, own, List.of()))
        .isInstanceOf(SpecException.class);
  }
}

package io.kindling.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import io.kindling.error.DivergenceException;
import io.kindling.error.SpecException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.train.Checkpoint;
import io.kindling.train.Epoch;
import io.kindling.train.Evaluator;
import io.kindling.train.FullBatch;
import io.kindling.train.History;
import io.kindling.train.Metrics;
import io.kindling.train.PartialLosses;
import io.kindling.train.RemoteJudge;
import io.kindling.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trainer takes loss and gradients from whoever has the rows. */
final class FullBatchTest {
  @TempDir private Path folder;

  private final Backend backend = Backends.open("cpu");

  @AfterEach
  void close() {
    backend.close();
  }

  /** Rows that are nowhere: what is computed is what a test wants. */
  private record Answer(float loss, @Nullable String parameter) implements FullBatch {
    @Override
    public long rows() {
      return 10_000_000_000L;
    }

    @Override
    public int features() {
      return 4;
    }

    @Override
    public int targets() {
      return 1;
    }

    @Override
    public Gradients gradients(Map<String, TensorData> parameters) {
      return new Gradients(
          loss,
          parameter == null ? Map.of() : Map.of(parameter, TensorData.full(Shape.of(1), 0.5f)));
    }
  }

  private static float[] values(Map<String, TensorData> state, String name) {
    return Objects.requireNonNull(state.get(name)).toFloatArray();
  }

  private Trainer trainer(Module model) {
    Optimizer optimizer = backend.optimizer(OptimizerSpec.parse("sgd(lr=1)"), model.parameters());
    return new Trainer(model, backend.loss(LossSpec.parse("mse()")), optimizer);
  }

  @Test
  void tenBillionRowsAreOneStepAnEpoch() {
    Module model = backend.module(ModuleSpec.parse("linear(4, 1)"));
    Map<String, TensorData> before = model.stateDict();
    Path series = folder.resolve("run.pt");
    Trainer trainer = trainer(model).checkpointEvery(1, series);
    assertThat(trainer.train(new Answer(3, "bias"), 2).last().loss()).isEqualTo(3);
    Map<String, TensorData> after = model.stateDict();
    assertThat(values(after, "weight")).isEqualTo(values(before, "weight"));
    float bias = values(before, "bias")[0];
    assertThat(values(after, "bias")).containsExactly(bias - 0.5f - 0.5f);
    Trainer onward = trainer(model).resume(Checkpoint.load(folder.resolve("run.checkpoint-2.pt")));
    assertThat(onward.train(new Answer(2, "bias"), 3).epochs())
        .extracting(Epoch::loss)
        .containsExactly(3.0, 3.0, 2.0);
  }

  /** Rows to judge by that are nowhere: their loss is half of what is left of the last one. */
  private static final class Judge implements RemoteJudge {
    private double loss = 8;

    @Override
    public long rows() {
      return 20_000_000_000L;
    }

    @Override
    public int features() {
      return 4;
    }

    @Override
    public int targets() {
      return 1;
    }

    @Override
    public double loss(Map<String, TensorData> state) {
      loss = Math.max(3, loss / 2);
      return loss;
    }
  }

  @Test
  void rowsElsewhereJudgeEachEpoch() {
    Module model = backend.module(ModuleSpec.parse("linear(4, 1)"));
    History history =
        trainer(model).validation(new Judge()).earlyStopping(2).train(new Answer(1, "bias"), 10);
    assertThat(history.epochs())
        .extracting(epoch -> epoch.validationLoss().orElseThrow())
        .containsExactly(4.0, 3.0, 3.0, 3.0);
    Trainer measured = trainer(model).validation(new Judge()).metric(Metrics.r2());
    assertThatThrownBy(() -> measured.train(new Answer(1, "bias"), 1))
        .hasMessageContaining("got validation rows that lie elsewhere");
  }

  @Test
  void aLossIsPutTogetherFromThoseOfParts() {
    Module model = backend.module(ModuleSpec.parse("linear(3, 1)"));
    int rows = 20_000;
    float[] x = new TorchRandom(1).uniform(Shape.of(rows, 3), 0, 1).toFloatArray();
    float[] y = new TorchRandom(2).uniform(Shape.of(rows, 1), 0, 1).toFloatArray();
    for (String text : List.of("mse()", "huber(delta=0.2, reduction=sum)")) {
      Loss loss = backend.loss(LossSpec.parse(text));
      TableDataset all = Dataset.of(x, 3, y, 1).weights(y);
      Evaluator evaluator = new Evaluator(model);
      int[] begin = IntStream.range(0, 16_384).toArray();
      int[] rest = IntStream.range(16_384, rows).toArray();
      PartialLosses first = evaluator.losses(all.select(begin), loss);
      PartialLosses second = evaluator.losses(all.select(rest), loss);
      assertThat(PartialLosses.total(LossSpec.parse(text), List.of(first, second)))
          .isEqualTo(evaluator.evaluate(all, loss, List.of()).loss());
      assertThat(first.rows()).containsExactly(8192, 8192);
    }
  }

  @Test
  void whatCannotBeElsewhereIsRefused() {
    Module model = backend.module(ModuleSpec.parse("linear(4, 1)"));
    assertThatThrownBy(() -> trainer(model).batchSize(32).train(new Answer(1, null), 1))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("got batchSize(32)");
    assertThatThrownBy(() -> trainer(model).shuffle(backend.random()).train(new Answer(1, null), 1))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("got shuffle");
    assertThatThrownBy(() -> trainer(model).metric(Metrics.r2()).train(new Answer(1, null), 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("add validation(dataset)");
    assertThatThrownBy(() -> trainer(model).train(new Answer(1, "slope"), 1))
        .hasMessageContaining("gradients of [slope]");
    assertThatThrownBy(() -> trainer(model).train(new Answer(Float.NaN, null), 1))
        .isInstanceOf(DivergenceException.class);
    assertThatThrownBy(() -> trainer(model).train(new Answer(1, null), 0))
        .isInstanceOf(SpecException.class);
  }
}

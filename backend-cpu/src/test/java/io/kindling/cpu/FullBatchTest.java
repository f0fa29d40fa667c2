package io.kindling.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.DataException;
import io.kindling.error.DivergenceException;
import io.kindling.error.SpecException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.train.Checkpoint;
import io.kindling.train.Epoch;
import io.kindling.train.FullBatch;
import io.kindling.train.Metrics;
import io.kindling.train.Trainer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
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
        .hasMessageContaining("add validation(data)");
    assertThatThrownBy(() -> trainer(model).train(new Answer(1, "slope"), 1))
        .hasMessageContaining("gradients of [slope]");
    assertThatThrownBy(() -> trainer(model).train(new Answer(Float.NaN, null), 1))
        .isInstanceOf(DivergenceException.class);
    assertThatThrownBy(() -> trainer(model).train(new Answer(1, null), 0))
        .isInstanceOf(SpecException.class);
  }
}

package io.kindling.tck.training;

import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.data.RowSource;
import io.kindling.data.Rows;
import io.kindling.data.TableDataset;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.ClipSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.optim.ScheduleSpec;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.train.History;
import io.kindling.train.Metrics;
import io.kindling.train.Schedule;
import io.kindling.train.Trainer;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A small training with much to remember, that can be started again and again in fresh objects.
 *
 * @param model description of the model, of two features and one target
 * @param loss description of the loss
 * @param optimizer description of the optimizer
 * @param schedule description of the schedule
 * @param clip description of the clipping
 * @param streamed whether the data are streamed
 * @param epochs how many epochs
 * @param setUp what else there is; gets a stream of random numbers that is not the backend's
 */
public record ResumableTraining(
    String model,
    String loss,
    String optimizer,
    String schedule,
    String clip,
    boolean streamed,
    int epochs,
    BiConsumer<Trainer, TorchRandom> setUp) {
  private static final int ROWS = 10;

  /** Of all of them together, everything that a training can remember. */
  public static final List<ResumableTraining> ALL =
      List.of(
          new ResumableTraining(
              "sequential(linear(2, 4), batch_norm_1d(4), tanh(), dropout(0.3), linear(4, 1))",
              "mse()",
              "adam(lr=0.1, amsgrad=true)",
              "plateau(factor=0.5, patience=0)",
              "norm(0.5)",
              false,
              8,
              (trainer, random) ->
                  trainer
                      .batchSize(4)
                      .validation(falling())
                      .metric(Metrics.rmse())
                      .metric(Metrics.r2())
                      .earlyStopping(3)),
          new ResumableTraining(
              "sequential(linear(2, 4), dropout(0.5), linear(4, 1))",
              "mse()",
              "sgd(lr=0.1, momentum=0.9, nesterov=true)",
              "one_cycle(max=0.2, epochs=4)",
              "value(0.2)",
              false,
              4,
              (trainer, random) ->
                  trainer.batchSize(4).dropLast(true).shuffle(random).metric(Metrics.mae())),
          new ResumableTraining(
              "sequential(linear(2, 3), tanh(), dropout(0.2), linear(3, 1))",
              "mse()",
              "rmsprop(lr=0.01, centered=true, momentum=0.5)",
              "step(size=1, gamma=0.7)",
              "norm(1)",
              true,
              3,
              (trainer, random) -> trainer.batchSize(3).validation(falling())),
          new ResumableTraining(
              "sequential(linear(2, 3), tanh(), linear(3, 1))",
              "mse()",
              "lbfgs(lr=1, max_iter=3, history_size=2, line_search=strong_wolfe)",
              "constant()",
              "norm(10)",
              false,
              3,
              (trainer, random) -> trainer.batchSize(5).earlyStopping(5)));

  /**
   * What a training leaves.
   *
   * @param weights the model's state
   * @param history what each epoch has brought
   */
  public record Outcome(Map<String, TensorData> weights, History history) {}

  private static TableDataset rows() {
    TorchRandom random = new TorchRandom(11);
    float[] x = random.uniform(Shape.of(ROWS, 2), -1, 1).toFloatArray();
    float[] y = random.uniform(Shape.of(ROWS, 1), -1, 1).toFloatArray();
    return Dataset.of(x, 2, y, 1);
  }

  /** Judged by these, training makes matters worse from some epoch on. */
  private static TableDataset falling() {
    return Dataset.of(new float[] {1, 2, -1, 0, 0.5f, -2}, 2, new float[] {3, -3, 3}, 1);
  }

  private Dataset data() {
    TableDataset table = rows();
    RowSource source =
        () ->
            new RowSource.Reader() {
              private int at;

              @Override
              public Rows read(int count) {
                int from = at;
                at = Math.min(table.rows(), at + count);
                return table.range(from, at);
              }

              @Override
              public void close() {}
            };
    return streamed ? Dataset.streaming(2, 1, DType.FLOAT32, source).readAhead() : table;
  }

  /** What a run adds to the training: a checkpoint, a listener. */
  @FunctionalInterface
  public interface Extra {
    /**
     * Sets the trainer up.
     *
     * @param trainer the trainer
     * @param model what it trains
     * @param optimizer what it trains with
     */
    void add(Trainer trainer, Module model, Optimizer optimizer);
  }

  /**
   * Runs it in fresh objects.
   *
   * @param test where
   * @param seed where its random numbers start
   * @param data other rows than its own, or null
   * @param extra what the run adds
   * @return what it leaves
   */
  public Outcome run(BackendUnderTest test, long seed, @Nullable Dataset data, Extra extra) {
    test.backend().manualSeed(seed);
    try (Scope scope = test.backend().scope()) {
      Module module = test.module(ModuleSpec.parse(model));
      Optimizer descent =
          test.backend().optimizer(OptimizerSpec.parse(optimizer), module.parameters());
      Loss criterion = test.backend().loss(LossSpec.parse(loss));
      Trainer trainer =
          new Trainer(module, criterion, descent)
              .schedule(new Schedule(ScheduleSpec.parse(schedule), descent))
              .clip(ClipSpec.parse(clip));
      if (!streamed) {
        trainer.shuffle(test.backend().random());
      }
      setUp.accept(trainer, new TorchRandom(seed + 1));
      extra.add(trainer, module, descent);
      History history = trainer.train(data == null ? data() : data, epochs);
      return new Outcome(module.stateDict(), history);
    }
  }

  /** {@return its optimizer, which tells it from the others} */
  @Override
  public String toString() {
    return optimizer + (streamed ? ", streamed" : "");
  }
}

package io.kindling.tck.training;

import static io.kindling.Specs.batchNorm1d;
import static io.kindling.Specs.bceWithLogits;
import static io.kindling.Specs.clipNorm;
import static io.kindling.Specs.dropout;
import static io.kindling.Specs.exponential;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.plateau;
import static io.kindling.Specs.sequential;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Sequential;
import io.kindling.core.DType;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.data.RowSource;
import io.kindling.data.Rows;
import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import io.kindling.error.DivergenceException;
import io.kindling.error.ShapeException;
import io.kindling.error.StateDictException;
import io.kindling.nn.Reduction;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Numerics;
import io.kindling.train.Epoch;
import io.kindling.train.Evaluation;
import io.kindling.train.Evaluator;
import io.kindling.train.History;
import io.kindling.train.Metrics;
import io.kindling.train.Schedule;
import io.kindling.train.Trainer;
import io.kindling.train.TrainingListener;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The trainer: what a loop written by hand does, and what it adds. */
public interface TrainerContract extends BackendUnderTest {
  /** Some rows of y = 2 x + 1 from row {@code from} on. */
  private static TableDataset line(int from, int rows) {
    float[] x = new float[rows];
    float[] y = new float[rows];
    for (int row = 0; row < rows; row++) {
      x[row] = from + row;
      y[row] = 2 * x[row] + 1;
    }
    return Dataset.of(x, 1, y, 1);
  }

  /** A line that starts from 0 x + 0. */
  private Module flat() {
    Module model = backend().module(linear(1, 1)).to(device());
    setParameters(model, new float[] {0}, new float[] {0});
    return model;
  }

  private Trainer trainer(Module model, double lr) {
    Optimizer optimizer = backend().optimizer(sgd(lr), model.parameters());
    return new Trainer(model, backend().loss(mse()), optimizer);
  }

  private static List<Double> losses(History history) {
    return history.epochs().stream().map(Epoch::loss).toList();
  }

  @Test
  default void anEpochsLossIsTheMeanOverItsRowsBeforeEachStep() {
    Module model = flat();
    History history = trainer(model, 0).batchSize(2).train(line(0, 3), 2);
    // rows 1, 9, 25: batches of mean 5 (two rows) and 25 (one row)
    assertThat(losses(history)).containsExactly(35 / 3.0, 35 / 3.0);
    assertThat(history.end()).isEqualTo(History.End.COMPLETED);
    assertThat(history.bestEpoch()).isEqualTo(1);
  }

  @Test
  default void batchesGoInOrderAndTheLastOneMayBeShort() {
    Module byHand = flat();
    Optimizer optimizer = backend().optimizer(sgd(0.01), byHand.parameters());
    for (int from : new int[] {0, 2, 4}) {
      TableDataset part = line(from, from == 4 ? 1 : 2);
      Rows rows = part.all();
      optimizer.zeroGrad();
      backend()
          .loss(mse())
          .forward(
              byHand.forward(backend().tensor(rows.features()).to(device())),
              backend().tensor(rows.targets()).to(device()))
          .backward();
      optimizer.step();
    }
    Module model = flat();
    trainer(model, 0.01).batchSize(2).train(line(0, 5), 1);
    assertThat(model.stateDict()).isEqualTo(byHand.stateDict());
  }

  @Test
  default void theLastBatchMayBeDropped() {
    Module all = flat();
    Module some = flat();
    trainer(all, 0.01).batchSize(2).train(line(0, 4), 1);
    trainer(some, 0.01).batchSize(2).dropLast(true).train(line(0, 5), 1);
    assertThat(some.stateDict()).isEqualTo(all.stateDict());
  }

  @Test
  default void shufflingFollowsTheSeed() {
    Map<String, TensorData> first = shuffled(3);
    assertThat(shuffled(3)).isEqualTo(first);
    assertThat(shuffled(4)).isNotEqualTo(first);
  }

  private Map<String, TensorData> shuffled(long seed) {
    Module model = flat();
    trainer(model, 0.01).batchSize(2).shuffle(new TorchRandom(seed)).train(line(0, 7), 3);
    return model.stateDict();
  }

  @Test
  default void shuffledBatchesAreThoseOfRandperm() {
    Module model = flat();
    trainer(model, 0.01).batchSize(3).shuffle(new TorchRandom(5)).train(line(0, 7), 1);
    TableDataset reordered = line(0, 7).select(new TorchRandom(5).randperm(7));
    Module inOrder = flat();
    trainer(inOrder, 0.01).batchSize(3).train(reordered, 1);
    assertThat(model.stateDict()).isEqualTo(inOrder.stateDict());
  }

  @Test
  default void validationIsJudgedInEvaluationAfterTheEpoch() {
    backend().manualSeed(1);
    Module model =
        backend().module(sequential(linear(1, 4), batchNorm1d(4), dropout(0.5), linear(4, 1)));
    model.to(device());
    TableDataset held = line(8, 4);
    History history = trainer(model, 0.01).validation(held).train(line(0, 8), 3);
    Evaluation after = new Evaluator(model).evaluate(held, backend().loss(mse()), List.of());
    assertThat(history.last().validationLoss()).hasValue(after.loss());
    assertThat(model.isTraining()).isTrue();
  }

  @Test
  default void trainingStopsEarlyAndGoesBackToTheBestWeights() {
    Module model = flat();
    List<Map<String, TensorData>> weights = new ArrayList<>();
    TrainingListener remember =
        new TrainingListener() {
          @Override
          public void epochEnded(Epoch epoch) {
            weights.add(model.stateDict());
          }
        };
    // towards the line, the held-out rows of a falling one get worse from some epoch on
    TableDataset falling = Dataset.of(new float[] {1, 2}, 1, new float[] {1.2f, 1}, 1);
    History history =
        trainer(model, 0.01)
            .validation(falling)
            .earlyStopping(3)
            .listener(remember)
            .train(line(0, 5), 100);
    assertThat(history.end()).isEqualTo(History.End.STOPPED_EARLY);
    int best = history.bestEpoch();
    assertThat(history.epochs()).hasSize(best + 3);
    double least = history.epochs().get(best - 1).watched();
    assertThat(history.epochs()).allMatch(epoch -> epoch.watched() >= least);
    assertThat(model.stateDict()).isEqualTo(weights.get(best - 1));
  }

  @Test
  default void theBestWeightsAreRestoredWhereAllEpochsWereDone() {
    Module model = flat();
    TableDataset falling = Dataset.of(new float[] {1, 2}, 1, new float[] {1.2f, 1}, 1);
    History history =
        trainer(model, 0.05).validation(falling).earlyStopping(50).train(line(0, 5), 20);
    assertThat(history.end()).isEqualTo(History.End.COMPLETED);
    assertThat(history.bestEpoch()).isLessThan(20);
    double best = history.best().watched();
    Evaluation now = new Evaluator(model).evaluate(falling, backend().loss(mse()), List.of());
    assertThat(now.loss()).isEqualTo(best);
  }

  @Test
  default void aPlateauWatchesTheValidationLoss() {
    Module model = flat();
    Optimizer optimizer = backend().optimizer(sgd(0.01), model.parameters());
    TableDataset falling = Dataset.of(new float[] {1, 2}, 1, new float[] {-50, -90}, 1);
    History history =
        new Trainer(model, backend().loss(mse()), optimizer)
            .validation(falling)
            .schedule(new Schedule(plateau(0.5, 1), optimizer))
            .train(line(0, 5), 6);
    // the validation loss only rises: two epochs without a fall after the first, then again
    assertThat(history.epochs().stream().map(Epoch::learningRate))
        .containsExactly(0.01, 0.01, 0.01, 0.005, 0.005, 0.0025);
    assertThat(optimizer.learningRate()).isEqualTo(0.0025);
  }

  @Test
  default void gradientsAreClippedBeforeTheStep() {
    Module model = flat();
    trainer(model, 1).clip(clipNorm(0.5)).train(line(0, 5), 1);
    double moved = 0;
    for (TensorData parameter : model.stateDict().values()) {
      moved += Math.pow(parameter.toFloatArray()[0], 2);
    }
    Expect.close("how far", (float) Math.sqrt(moved), 0.5f, Numerics.run("one step").value());
  }

  @Test
  default void metricsAreOfTheValidationData() {
    Module model = flat();
    History history =
        trainer(model, 0)
            .validation(Dataset.of(new float[] {1, 2, 3, 4}, 1, new float[] {1, -1, 2, -2}, 1))
            .metric(Metrics.mae())
            .metric(Metrics.rmse())
            .metric(Metrics.r2())
            .train(line(0, 5), 1);
    assertThat(history.last().metrics())
        .isEqualTo(Map.of("mae", 1.5, "rmse", Math.sqrt(2.5), "r2", 0.0));
  }

  @Test
  default void classesAreJudgedByTheirLogits() {
    Module model = backend().module(linear(1, 1)).to(device());
    setParameters(model, new float[] {1}, new float[] {0});
    TableDataset data = Dataset.of(new float[] {-2, -1, 1, 2}, 1, new float[] {0, 1, 1, 1}, 1);
    Evaluation evaluation =
        new Evaluator(model)
            .evaluate(
                data,
                backend().loss(bceWithLogits()),
                List.of(Metrics.accuracy(), Metrics.logLoss()));
    assertThat(evaluation.metrics().get("accuracy")).isEqualTo(0.75);
    Expect.close(
        "log loss",
        evaluation.metrics().getOrDefault("log_loss", Double.NaN).floatValue(),
        (float) evaluation.loss(),
        Numerics.run("one step").value());
  }

  @Test
  default void anotherThreadCanCancel() throws InterruptedException {
    Module model = flat();
    Trainer trainer = trainer(model, 0.001);
    Thread canceller = new Thread(trainer::cancel);
    TrainingListener afterTwo =
        new TrainingListener() {
          @Override
          public void epochEnded(Epoch epoch) {
            if (epoch.number() == 2) {
              canceller.start();
              join(canceller);
            }
          }
        };
    History history = trainer.listener(afterTwo).train(line(0, 5), 1000);
    assertThat(history.end()).isEqualTo(History.End.CANCELLED);
    assertThat(history.epochs()).hasSize(2);
    assertThat(trainer(model, 0.001).train(line(0, 5), 1).end()).isEqualTo(History.End.COMPLETED);
  }

  @Test
  default void anInterruptCancelsAndStaysSet() {
    Module model = flat();
    TrainingListener interrupting =
        new TrainingListener() {
          @Override
          public void stepped(int epoch, int batch, float loss) {
            if (epoch == 3) {
              Thread.currentThread().interrupt();
            }
          }
        };
    History history = trainer(model, 0.001).listener(interrupting).train(line(0, 5), 1000);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(history.end()).isEqualTo(History.End.CANCELLED);
    assertThat(history.epochs()).hasSize(2);
  }

  @Test
  default void anInterruptEndsAValidationToo() {
    AtomicInteger judged = new AtomicInteger();
    Dataset validation =
        Dataset.streaming(1, 1, DType.FLOAT32, () -> interrupting(judged, 3 * 8192, line(0, 8192)));
    History history = trainer(flat(), 0.001).validation(validation).train(line(0, 5), 1000);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(history.end()).isEqualTo(History.End.CANCELLED);
    assertThat(history.epochs()).isEmpty();
    assertThat(judged)
        .as("rows, of which one batch is read before it is needed")
        .hasValue(2 * 8192);
  }

  /** Rows again and again until there are so many; to read the second time is interrupted. */
  private static RowSource.Reader interrupting(AtomicInteger read, int most, TableDataset rows) {
    return new RowSource.Reader() {
      @Override
      public Rows read(int count) {
        if (read.get() > 0) {
          Thread.currentThread().interrupt();
        }
        int some = Math.min(count, most - read.get());
        read.addAndGet(some);
        return rows.range(0, some);
      }

      @Override
      public void close() {}
    };
  }

  @Test
  default void anInterruptThatEndsAReadEndsTheTraining() {
    Dataset stream =
        Dataset.streaming(
            1,
            1,
            DType.FLOAT32,
            () ->
                new RowSource.Reader() {
                  private boolean begun;

                  @Override
                  public Rows read(int count) throws IOException {
                    if (begun) {
                      Thread.currentThread().interrupt();
                      throw new ClosedByInterruptException();
                    }
                    begun = true;
                    return line(0, count).range(0, count);
                  }

                  @Override
                  public void close() {}
                });
    History history = trainer(flat(), 0.001).batchSize(2).train(stream, 1000);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(history.end()).isEqualTo(History.End.CANCELLED);
  }

  @Test
  default void aHistoryWithoutAnEpochHasNoLastOne() {
    Module model = flat();
    Trainer trainer = trainer(model, 0.001);
    TrainingListener atOnce =
        new TrainingListener() {
          @Override
          public void stepped(int epoch, int batch, float loss) {
            trainer.cancel();
          }
        };
    History history = trainer.listener(atOnce).train(line(0, 5), 10);
    assertThat(history.epochs()).isEmpty();
    assertThatThrownBy(history::last)
        .isInstanceOf(DataException.class)
        .hasMessage(
            "History.last: an epoch must have been completed (got none; expected at least one)");
    assertThatThrownBy(history::best)
        .isInstanceOf(DataException.class)
        .hasMessage(
            "History.best: an epoch must have been completed (got none; expected at least one)");
  }

  @Test
  default void aScheduleGoesOnFromItsStateWhateverWasLoadedFirst() {
    Module model = flat();
    Optimizer optimizer = backend().optimizer(sgd(0.5), model.parameters());
    Schedule schedule = new Schedule(exponential(0.5), optimizer);
    schedule.step();
    Optimizer successor = backend().optimizer(sgd(0.5), model.parameters());
    successor.loadState(optimizer.state());
    Schedule resumed = new Schedule(exponential(0.5), successor);
    resumed.loadState(schedule.state());
    assertThat(successor.learningRate()).isEqualTo(0.25);
    resumed.step();
    assertThat(successor.learningRate()).isEqualTo(0.125);
  }

  @Test
  default void aScheduleRefusesStatesThatItNeverComesTo() {
    Optimizer optimizer = backend().optimizer(sgd(0.5), flat().parameters());
    Schedule schedule = new Schedule(exponential(0.5), optimizer);
    Map<String, Double> before = schedule.state();
    Map<String, Double> wrong =
        Map.of(
            "epoch", -1.0,
            "best", Double.NaN,
            "num_bad_epochs", 0.5,
            "cooldown_counter", Double.POSITIVE_INFINITY,
            "base_lrs.0", -0.1);
    wrong.forEach(
        (name, value) -> {
          Map<String, Double> state = new LinkedHashMap<>(before);
          state.put(name, value);
          assertThatThrownBy(() -> schedule.loadState(state))
              .isInstanceOf(StateDictException.class)
              .hasMessageStartingWith(
                  "loadState: the state must be that of a schedule (got "
                      + name
                      + " "
                      + value
                      + "; ");
        });
    assertThat(schedule.state()).isEqualTo(before);
    assertThat(optimizer.learningRate()).isEqualTo(0.5);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  default void divergenceNamesTheEpochAndTheRemedy() {
    Module model = flat();
    assertThatThrownBy(() -> trainer(model, 1).train(line(0, 11), 1000))
        .isInstanceOf(DivergenceException.class)
        .hasMessageMatching(
            "train, epoch \\d+: the loss must stay finite \\(got (Infinity|NaN); expected a loss"
                + " that falls; use a smaller learning rate than sgd\\(lr=1\\), standardize the"
                + " data or clip the gradients\\)");
  }

  @Test
  default void divergenceIsSeenBeforeItIsSteppedOn() {
    Module model = flat();
    TableDataset huge = Dataset.of(new float[] {3e38f, 3e38f}, 1, new float[] {-3e38f, 3e38f}, 1);
    Map<String, TensorData> before = model.stateDict();
    assertThatThrownBy(() -> trainer(model, 0.1).train(huge, 1))
        .isInstanceOf(DivergenceException.class)
        .hasMessageStartingWith("train, epoch 1: the loss must stay finite (got Infinity;");
    assertThat(model.stateDict()).isEqualTo(before);
    assertThatThrownBy(() -> trainer(model, 0).validation(huge).train(line(0, 5), 1))
        .isInstanceOf(DivergenceException.class)
        .hasMessageStartingWith("train, epoch 1: the loss must stay finite (got Infinity;");
  }

  @Test
  default void evaluationLeavesEachPartInItsMode() {
    Module frozen = backend().module(batchNorm1d(1));
    Module model = new Sequential(List.of(frozen, backend().module(linear(1, 1))));
    model.to(device());
    frozen.eval();
    assertThat(new Evaluator(model).predict(line(0, 5))).hasSize(5);
    assertThat(frozen.isTraining()).isFalse();
    assertThat(model.isTraining()).isTrue();
  }

  @Test
  default void metricsCompareWhatHasOneShape() {
    Module model = flat();
    Dataset two = Dataset.of(new float[] {1, 2}, 1, new float[4], 2);
    Loss broadcasting = (prediction, target) -> prediction.sub(target).abs().mean();
    assertThatThrownBy(
            () -> new Evaluator(model).evaluate(two, broadcasting, List.of(Metrics.mae())))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "evaluate: prediction and target must have one shape, or the target one class for each"
                + " row of logits (got shapes [2, 1] and [2, 2]; expected a model that makes as"
                + " many columns as there are targets)");
  }

  @Test
  default void aStreamTrainsAsItsRowsInMemoryDo() {
    TableDataset table = line(0, 7);
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
    Dataset stream = Dataset.streaming(1, 1, DType.FLOAT32, source);
    Module streamed = flat();
    Module inMemory = flat();
    History first = trainer(streamed, 0.01).batchSize(3).train(stream, 4);
    History second = trainer(inMemory, 0.01).batchSize(3).train(table, 4);
    assertThat(losses(first)).isEqualTo(losses(second));
    assertThat(streamed.stateDict()).isEqualTo(inMemory.stateDict());
    assertThatThrownBy(() -> trainer(streamed, 0.01).train(stream, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "batch_size: streamed data need a batch size (got none; expected batchSize(32))");
  }

  @Test
  default void wrongUseIsRefusedAndLeavesTheModelAsItWas() {
    Module model = flat();
    Map<String, TensorData> before = model.stateDict();
    assertThatThrownBy(() -> trainer(model, 0.1).batchSize(6).train(line(0, 5), 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "batch_size: a batch must not be larger than the data (got 6 for 5 rows; expected at"
                + " most 5)");
    Optimizer optimizer = backend().optimizer(sgd(0.1), model.parameters());
    assertThatThrownBy(
            () ->
                new Trainer(model, backend().loss(mse().reduction(Reduction.NONE)), optimizer)
                    .train(line(0, 5), 1))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "train: the loss must be one number (got shape [5, 1] from mse(reduction=none);"
                + " expected a scalar; reduce it to its mean or sum)");
    assertThatThrownBy(
            () -> trainer(model, 0.1).train(Dataset.of(new float[4], 2, new float[2], 1), 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("linear: input must have as many columns as in_features");
    assertThat(model.stateDict()).isEqualTo(before);
    assertThat(trainer(model, 0.01).train(line(0, 5), 1).epochs()).hasSize(1);
  }

  @Test
  default void predictionsComeRowByRow() {
    Module model = backend().module(linear(1, 2)).to(device());
    setParameters(model, new float[] {1, 10}, new float[] {0, 1});
    Dataset data = Dataset.of(new float[] {1, 2}, 1, new float[4], 2);
    assertThat(new Evaluator(model).predict(data)).containsExactly(1, 11, 2, 21);
  }
}

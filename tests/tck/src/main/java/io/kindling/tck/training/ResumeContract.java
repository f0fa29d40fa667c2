package io.kindling.tck.training;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.OptimizerState;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.error.CheckpointException;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.training.ResumableTraining.Extra;
import io.kindling.tck.training.ResumableTraining.Outcome;
import io.kindling.train.Checkpoint;
import io.kindling.train.CheckpointFiles;
import io.kindling.train.History;
import io.kindling.train.Metrics;
import io.kindling.train.Trainer;
import io.kindling.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A training that is interrupted and resumed ends as if nothing had been. */
public interface ResumeContract extends BackendUnderTest {
  /** Where the random numbers of a training start; those of the one that resumes it do not. */
  private static long seed() {
    return 5;
  }

  /** Thrown in place of the end of a process. */
  final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Ends a training after so many steps. */
  private static TrainingListener interruptingAfter(int steps) {
    return new TrainingListener() {
      private int taken;

      @Override
      public void stepped(int epoch, int batch, float loss) {
        if (++taken == steps) {
          throw new Interruption();
        }
      }
    };
  }

  private Outcome undisturbed(ResumableTraining training) {
    return training.run(this, seed(), null, (trainer, model, optimizer) -> {});
  }

  /** Interrupts a training; what the backend lacks is none of its business. */
  private void interrupt(ResumableTraining training, long seed, Extra extra) {
    try {
      training.run(this, seed, null, extra);
    } catch (Interruption e) {
      return;
    }
    throw new AssertionError("the training was not interrupted");
  }

  /** Leaves the checkpoint after so many steps, and nothing else. */
  private Checkpoint interrupted(ResumableTraining training, int steps, Path series) {
    interrupt(
        training,
        seed(),
        (trainer, model, optimizer) ->
            trainer
                .checkpointEvery(1, series, 1)
                .notes(Map.of("scaler", "none"))
                .listener(interruptingAfter(steps)));
    Path newest = CheckpointFiles.newest(series).orElseThrow();
    assertThat(newest.getFileName()).hasToString("run.checkpoint-" + steps + ".pt");
    return Checkpoint.load(newest);
  }

  private Outcome resumed(ResumableTraining training, Checkpoint checkpoint) {
    return training.run(
        this, seed() + 100, null, (trainer, model, optimizer) -> trainer.resume(checkpoint));
  }

  /**
   * Interrupts each training after each of its steps.
   *
   * @param folder where the checkpoints go
   * @return a test a training
   */
  @TestFactory
  default Stream<DynamicTest> resumingAfterAnyStepEndsInTheSameBits(@TempDir Path folder) {
    return ResumableTraining.ALL.stream()
        .map(
            training ->
                dynamicTest(training.toString(), () -> interruptEverywhere(training, folder)));
  }

  private void interruptEverywhere(ResumableTraining training, Path folder) throws IOException {
    Outcome expected = undisturbed(training);
    int steps = steps(training);
    assertThat(steps).isGreaterThan(5);
    for (int step = 1; step <= steps; step++) {
      Path series = Files.createTempDirectory(folder, "run").resolve("run.pt");
      Checkpoint checkpoint = interrupted(training, step, series);
      assertThat(checkpoint.step()).isEqualTo(step);
      Outcome outcome = resumed(training, checkpoint);
      assertThat(outcome.history())
          .as("interrupted after step %s", step)
          .isEqualTo(expected.history());
      assertThat(outcome.weights())
          .as("interrupted after step %s", step)
          .isEqualTo(expected.weights());
    }
  }

  private int steps(ResumableTraining training) {
    List<Integer> batches = new ArrayList<>();
    TrainingListener counting =
        new TrainingListener() {
          @Override
          public void stepped(int epoch, int batch, float loss) {
            batches.add(batch);
          }
        };
    training.run(this, seed(), null, (trainer, model, optimizer) -> trainer.listener(counting));
    return batches.size();
  }

  @Test
  default void oneOfTheTrainingsStopsEarly() {
    History history = undisturbed(ResumableTraining.ALL.get(0)).history();
    assertThat(history.end()).isEqualTo(History.End.STOPPED_EARLY);
    assertThat(history.epochs()).hasSizeGreaterThan(3);
    assertThat(history.last().learningRate()).isLessThan(history.epochs().get(0).learningRate());
  }

  /**
   * Compares trainings with checkpoints and without.
   *
   * @param folder where the checkpoints go
   * @return a test a training
   */
  @TestFactory
  default Stream<DynamicTest> savingCheckpointsChangesNothing(@TempDir Path folder) {
    return ResumableTraining.ALL.stream()
        .map(
            training ->
                dynamicTest(
                    training.toString(),
                    () -> {
                      Path series = Files.createTempDirectory(folder, "run").resolve("run.pt");
                      Extra saving =
                          (trainer, model, optimizer) -> trainer.checkpointEvery(1, series);
                      assertThat(training.run(this, seed(), null, saving))
                          .isEqualTo(undisturbed(training));
                      assertThat(series.getParent()).isDirectoryContaining("glob:**.checkpoint-*");
                    }));
  }

  @Test
  default void aTrainingIsResumedMoreThanOnce(@TempDir Path folder) {
    ResumableTraining training = ResumableTraining.ALL.get(1);
    Path series = folder.resolve("run.pt");
    interrupted(training, 2, series);
    for (int more : new int[] {1, 2, 1}) {
      Checkpoint checkpoint = Checkpoint.load(CheckpointFiles.newest(series).orElseThrow());
      Extra goOn =
          (trainer, model, optimizer) ->
              trainer
                  .resume(checkpoint)
                  .checkpointEvery(1, series)
                  .listener(interruptingAfter(more));
      interrupt(training, 77, goOn);
    }
    Checkpoint last = Checkpoint.load(CheckpointFiles.newest(series).orElseThrow());
    assertThat(last.step()).isEqualTo(6);
    assertThat(resumed(training, last)).isEqualTo(undisturbed(training));
  }

  @Test
  default void aCheckpointSaysWhereTheTrainingIs(@TempDir Path folder) {
    ResumableTraining training = ResumableTraining.ALL.get(0);
    Checkpoint checkpoint = interrupted(training, 5, folder.resolve("run.pt"));
    History history = undisturbed(training).history();
    assertThat(checkpoint.epoch()).isEqualTo(1);
    assertThat(checkpoint.batch()).isEqualTo(2);
    assertThat(checkpoint.history()).isEqualTo(history.epochs().subList(0, 1));
    assertThat(checkpoint.notes()).isEqualTo(Map.of("scaler", "none"));
    assertThat(checkpoint.specs())
        .containsEntry("loss", "mse()")
        .containsEntry("optimizer", "adam(lr=0.1, amsgrad=true)")
        .containsEntry("batch_size", 4L);
    assertThat(checkpoint.bestModel()).isPresent();
  }

  @Test
  default void allThatDiffersIsListedAndNothingHasChanged(@TempDir Path folder) {
    ResumableTraining training = ResumableTraining.ALL.get(0);
    Checkpoint checkpoint = interrupted(training, 5, folder.resolve("run.pt"));
    ResumableTraining other =
        new ResumableTraining(
            "sequential(linear(2, 5), linear(5, 1))",
            "l1()",
            "adam(lr=0.1)",
            "constant()",
            "norm(0.5)",
            false,
            1,
            (trainer, random) -> trainer.batchSize(3).dropLast(true).metric(Metrics.mae()));
    Dataset fewer = Dataset.of(new float[12], 2, new float[6], 1);
    Extra wrong =
        (trainer, model, optimizer) -> {
          trainer.resume(checkpoint);
          assertUnchanged(
              model,
              optimizer,
              () ->
                  assertThatThrownBy(() -> trainer.train(fewer, 1))
                      .isInstanceOf(CheckpointException.class)
                      .hasMessageStartingWith(
                          "resume: the training must be set up as the checkpoint's was (got model"
                              + " is 'Sequential(")
                      .hasMessageEndingWith(
                          "; expected the same; set it up alike, or load the checkpoint's model"
                              + " into another training)")
                      .extracting(e -> ((CheckpointException) e).got())
                      .asString()
                      .contains(
                          "; loss is 'l1()', not 'mse()'; ",
                          "; schedule is 'constant()', not 'plateau(factor=0.5, ",
                          "; batch_size is 3, not 4; ",
                          "; drop_last is true, not false; ",
                          "; rows is 6, not 10; ",
                          "; validation is false, not true; ",
                          "; early_stopping is none, not 3; ",
                          "; metrics is 'mae', not 'rmse, r2'; ",
                          "; model: 0.weight has shape [4, 2], not [5, 2], ",
                          "; optimizer: "));
          throw new Interruption();
        };
    interrupt(other, 3, wrong);
  }

  /** Where only the batches differ, states do fit, and must not have been loaded all the same. */
  @Test
  default void aStateThatFitsIsNotLoadedIntoAnotherTraining(@TempDir Path folder) {
    ResumableTraining training = ResumableTraining.ALL.get(1);
    Checkpoint checkpoint = interrupted(training, 3, folder.resolve("run.pt"));
    Extra wrong =
        (trainer, model, optimizer) -> {
          trainer.batchSize(5).resume(checkpoint);
          Dataset same = Dataset.of(new float[20], 2, new float[10], 1);
          assertUnchanged(
              model,
              optimizer,
              () ->
                  assertThatThrownBy(() -> trainer.train(same, training.epochs()))
                      .isInstanceOf(CheckpointException.class)
                      .hasMessageContaining(
                          " was (got batch_size is 5, not 4; expected the same;"));
          throw new Interruption();
        };
    interrupt(training, 3, wrong);
  }

  private void assertUnchanged(Module model, Optimizer optimizer, Runnable attempt) {
    List<Object> before = state(model, optimizer, backend().random());
    attempt.run();
    assertThat(state(model, optimizer, backend().random())).isEqualTo(before);
  }

  private static List<Object> state(Module model, Optimizer optimizer, TorchRandom random) {
    Map<String, TensorData> weights = model.stateDict();
    OptimizerState memory = optimizer.state();
    List<Byte> numbers = new ArrayList<>();
    for (byte number : random.state()) {
      numbers.add(number);
    }
    return List.of(weights, memory, numbers);
  }

  @Test
  default void otherOptionsOfTheOptimizerAreRefused(@TempDir Path folder) {
    ResumableTraining training = ResumableTraining.ALL.get(1);
    Checkpoint checkpoint = interrupted(training, 1, folder.resolve("run.pt"));
    ResumableTraining other =
        new ResumableTraining(
            training.model(),
            training.loss(),
            "sgd(lr=0.3, momentum=0.8, nesterov=true)",
            training.schedule(),
            training.clip(),
            false,
            training.epochs(),
            training.setUp());
    assertThatThrownBy(() -> resumed(other, checkpoint))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("(got optimizer is sgd(lr=")
        .hasMessageContaining("momentum=0.8, nesterov=true), not sgd(lr=")
        .hasMessageContaining("momentum=0.9, nesterov=true); expected the same;");
  }

  @Test
  default void aResumedTrainingMayBeLonger(@TempDir Path folder) {
    ResumableTraining training = ResumableTraining.ALL.get(3);
    Checkpoint last = interrupted(training, 6, folder.resolve("run.pt"));
    ResumableTraining longer =
        new ResumableTraining(
            training.model(),
            training.loss(),
            training.optimizer(),
            training.schedule(),
            training.clip(),
            false,
            5,
            training.setUp());
    assertThat(resumed(longer, last)).isEqualTo(undisturbed(longer));
    ResumableTraining shorter =
        new ResumableTraining(
            training.model(),
            training.loss(),
            training.optimizer(),
            training.schedule(),
            training.clip(),
            false,
            2,
            training.setUp());
    assertThatThrownBy(() -> resumed(shorter, last))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("(got epochs is 2, but epoch 3 had begun; ");
  }

  @Test
  default void theLastCheckpointsStayAndForeignFilesAreLeftAlone(@TempDir Path folder)
      throws IOException {
    List<String> foreign =
        List.of("run.checkpoint-07.pt", "run.checkpoint-1.txt", "run.pt", "run2.checkpoint-1.pt");
    for (String name : foreign) {
      Files.writeString(folder.resolve(name), "mine");
    }
    Files.createDirectory(folder.resolve("run.checkpoint-99.pt"));
    Path series = folder.resolve("run.pt");
    Extra saving = (trainer, model, optimizer) -> trainer.checkpointEvery(2, series);
    ResumableTraining.ALL.get(1).run(this, seed(), null, saving); // 8 steps
    for (String name : foreign) {
      assertThat(folder.resolve(name)).hasContent("mine");
    }
    assertThat(names(folder))
        .containsOnlyOnceElementsOf(foreign)
        .contains("run.checkpoint-99.pt")
        .contains("run.checkpoint-4.pt", "run.checkpoint-6.pt", "run.checkpoint-8.pt")
        .hasSize(foreign.size() + 4);
    assertThat(CheckpointFiles.newest(series)).contains(folder.resolve("run.checkpoint-8.pt"));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  default void checkpointsOfTwoTrainingsAreNotMixed(@TempDir Path folder) {
    ResumableTraining training = ResumableTraining.ALL.get(1);
    Path series = folder.resolve("run.pt");
    interrupted(training, 3, series);
    Extra again = (trainer, model, optimizer) -> trainer.checkpointEvery(1, series);
    assertThatThrownBy(() -> training.run(this, seed(), null, again))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "checkpointEvery: checkpoints of another training must not be mixed with new ones (got "
                + folder.resolve("run.checkpoint-3.pt")
                + "; expected none of that name; resume from it, delete it or choose another"
                + " name)");
  }

  @Test
  default void aFailingSaveEndsTheTrainingAndLeavesTheEarlierCheckpoints(@TempDir Path folder)
      throws IOException {
    Path series = folder.resolve("run.pt");
    Files.createDirectory(folder.resolve("run.checkpoint-3.pt"));
    ResumableTraining training = ResumableTraining.ALL.get(1);
    undisturbed(training);
    Extra saving = (trainer, model, optimizer) -> trainer.checkpointEvery(1, series, 1);
    assertThatThrownBy(() -> training.run(this, seed(), null, saving))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("run.checkpoint-3.pt");
    assertThat(names(folder))
        .containsExactlyInAnyOrder("run.checkpoint-2.pt", "run.checkpoint-3.pt");
    Checkpoint previous = Checkpoint.load(CheckpointFiles.newest(series).orElseThrow());
    assertThat(previous.step()).isEqualTo(2);
  }

  @Test
  default void aCheckpointComesAfterAStepAtLeast(@TempDir Path folder) {
    Module model = backend().module(linear(1, 1)).to(device());
    Optimizer optimizer = backend().optimizer(sgd(0.1), model.parameters());
    Trainer trainer = new Trainer(model, backend().loss(mse()), optimizer);
    Path series = folder.resolve("run.pt");
    assertThatThrownBy(() -> trainer.checkpointEvery(0, series))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "checkpointEvery: the numbers of steps and of checkpoints to keep must be at least 1"
                + " (got every 0 steps, 3 kept; expected 1 or more)");
    assertThatThrownBy(() -> trainer.checkpointEvery(1, series, 0))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("every 1 steps, 0 kept");
  }
}

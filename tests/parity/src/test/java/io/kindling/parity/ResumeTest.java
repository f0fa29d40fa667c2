package io.kindling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.core.DType;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Numerics;
import io.kindling.tck.kit.Tolerance;
import io.kindling.tck.training.ResumableTraining;
import io.kindling.tck.training.ResumableTraining.Outcome;
import io.kindling.train.Checkpoint;
import io.kindling.train.Epoch;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A training that was interrupted on one backend is resumed on the other. */
final class ResumeTest {
  static final List<ResumableTraining> TRAININGS = ResumableTraining.ALL;

  private static final int EVERY = 4;
  private static final On CPU = new On(Backends.open("cpu"));
  private static final On LIBTORCH = new On(Backends.open("libtorch"));

  @TempDir Path folder;

  /** A backend to train on. */
  private record On(Backend backend) implements BackendUnderTest {}

  @ParameterizedTest
  @FieldSource("TRAININGS")
  void goesOnOnTheOtherBackend(ResumableTraining training) {
    goesOn(training, CPU, LIBTORCH);
    goesOn(training, LIBTORCH, CPU);
  }

  private void goesOn(ResumableTraining training, On first, On second) {
    Path series = folder.resolve(first.backend() + ".pt");
    Outcome expected =
        training.run(
            first,
            5,
            null,
            (trainer, model, optimizer) ->
                trainer.checkpointEvery(EVERY, series, Integer.MAX_VALUE));
    Checkpoint early =
        Checkpoint.load(folder.resolve(first.backend() + ".checkpoint-" + EVERY + ".pt"));
    Outcome outcome =
        training.run(second, 6, null, (trainer, model, optimizer) -> trainer.resume(early));
    assertThat(outcome.history().end()).isEqualTo(expected.history().end());
    assertThat(outcome.history().bestEpoch()).isEqualTo(expected.history().bestEpoch());
    Expect.close(
        training + ", losses", losses(outcome), losses(expected), Numerics.run("losses").value());
    expected
        .weights()
        .forEach(
            (name, values) -> {
              if (values.dtype() == DType.FLOAT32) {
                Expect.close(
                    training + ", " + name,
                    Objects.requireNonNull(outcome.weights().get(name)).toFloatArray(),
                    values.toFloatArray(),
                    bound(training, name));
              }
            });
  }

  private static float[] losses(Outcome outcome) {
    List<Epoch> epochs = outcome.history().epochs();
    float[] losses = new float[epochs.size()];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = (float) epochs.get(i).loss();
    }
    return losses;
  }

  private static Tolerance bound(ResumableTraining training, String name) {
    if (name.equals("0.bias") && training.model().contains("batch_norm")) {
      return Numerics.run("weights that nothing determines").value();
    }
    return Numerics.run("weights").value();
  }
}

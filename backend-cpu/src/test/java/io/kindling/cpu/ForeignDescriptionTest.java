package io.kindling.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Optimizer;
import io.kindling.description.Field;
import io.kindling.description.Range;
import io.kindling.description.Schema;
import io.kindling.description.SpecProvider;
import io.kindling.error.StateDictException;
import io.kindling.ops.Operations;
import io.kindling.optim.ClipSpec;
import io.kindling.optim.ScheduleRule;
import io.kindling.optim.ScheduleSpec;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.training.ResumableTraining;
import io.kindling.train.Checkpoint;
import io.kindling.train.Schedule;
import io.kindling.train.TrainingListener;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schedule and a clipping that a host brings train, are saved and resume as ours do. */
final class ForeignDescriptionTest implements BackendUnderTest {
  private static final Backend BACKEND = Backends.open("cpu");

  private static final ResumableTraining TRAINING =
      new ResumableTraining(
          "sequential(linear(2, 4), tanh(), linear(4, 1))",
          "mse()",
          "sgd(lr=0.1, momentum=0.9)",
          "turning(factor=0.5)",
          "both(most=0.3, max=0.5)",
          false,
          4,
          (trainer, random) -> trainer.batchSize(4));

  @AfterAll
  static void close() {
    BACKEND.close();
  }

  @Override
  public Backend backend() {
    return BACKEND;
  }

  /** Lowers the rate after an epoch that was worse than the one before. */
  public record TurningSpec(double factor) implements ScheduleSpec {
    static final Schema<TurningSpec> SCHEMA =
        Schema.of(
            KIND,
            "turning",
            "times factor after an epoch that was worse than the one before",
            Field.number("factor", TurningSpec::factor, Range.SHARE),
            TurningSpec::new);

    public TurningSpec {
      SCHEMA.check(factor);
    }

    @Override
    public boolean watchesLoss() {
      return true;
    }

    @Override
    public ScheduleRule begin() {
      return new Turning(factor, 0, 0);
    }

    @Override
    public String name() {
      return SCHEMA.name();
    }

    @Override
    public String toString() {
      return SCHEMA.text(this);
    }
  }

  /** Its state: the loss of the epoch before, and how often there was a worse one. */
  private record Turning(double factor, double before, int turns) implements ScheduleRule {
    @Override
    public double rate(double initial, double current, int epoch) {
      return initial * Math.pow(factor, turns);
    }

    @Override
    public ScheduleRule next(double loss) {
      return new Turning(factor, loss, loss > before ? turns + 1 : turns);
    }

    @Override
    public Map<String, Double> state() {
      return Map.of("before", before, "turns", (double) turns);
    }

    @Override
    public boolean remembers(String name, double value) {
      return value >= 0;
    }

    @Override
    public ScheduleRule resume(Map<String, Double> state) {
      double turns = state.getOrDefault("turns", 0.0);
      return new Turning(factor, state.getOrDefault("before", 0.0), (int) turns);
    }
  }

  /** Bounds the norm, then each element. */
  public record BothSpec(double most, double max) implements ClipSpec {
    static final Schema<BothSpec> SCHEMA =
        Schema.of(
            KIND,
            "both",
            "bounds the norm, then each element",
            Field.number("most", BothSpec::most, Range.POSITIVE),
            Field.number("max", BothSpec::max, Range.POSITIVE),
            BothSpec::new);

    public BothSpec {
      SCHEMA.check(most, max);
    }

    @Override
    public <V extends Operations<V>> UnaryOperator<V> rule(List<V> gradients, Supplier<V> norm) {
      V factor = norm.get().pow(-1).mul(max).clamp(0, 1);
      return gradient -> gradient.mul(factor).clamp(-most, most);
    }

    @Override
    public String name() {
      return SCHEMA.name();
    }

    @Override
    public String toString() {
      return SCHEMA.text(this);
    }
  }

  /** Brings both. */
  public static final class Host implements SpecProvider {
    @Override
    public List<Schema<?>> schemas() {
      return List.of(TurningSpec.SCHEMA, BothSpec.SCHEMA);
    }
  }

  private static TrainingListener endingAfter(int steps) {
    return new TrainingListener() {
      private int taken;

      @Override
      public void stepped(int epoch, int batch, float loss) {
        if (++taken == steps) {
          throw new IllegalStateException("interrupted");
        }
      }
    };
  }

  private Checkpoint interrupted(int steps, Path folder) {
    Path series = folder.resolve(steps + ".pt");
    assertThatThrownBy(
            () ->
                TRAINING.run(
                    this,
                    5,
                    null,
                    (trainer, model, optimizer) ->
                        trainer.checkpointEvery(1, series, 1).listener(endingAfter(steps))))
        .hasMessage("interrupted");
    return Checkpoint.load(folder.resolve(steps + ".checkpoint-" + steps + ".pt"));
  }

  @Test
  void theyResumeInTheSameBits(@TempDir Path folder) {
    ResumableTraining.Outcome expected = TRAINING.run(this, 5, null, (trainer, model, sgd) -> {});
    for (int steps : new int[] {2, 5, 7}) {
      Checkpoint checkpoint = interrupted(steps, folder);
      assertThat(checkpoint.specs())
          .containsEntry("schedule", TRAINING.schedule())
          .containsEntry("clip", TRAINING.clip());
      assertThat(checkpoint.schedule().orElseThrow()).containsKeys("epoch", "before", "turns");
      assertThat(TRAINING.run(this, 6, null, (trainer, model, sgd) -> trainer.resume(checkpoint)))
          .isEqualTo(expected);
    }
  }

  @Test
  void aStateThatTheScheduleCannotRememberIsRefused(@TempDir Path folder) {
    Map<String, Double> state = interrupted(5, folder).schedule().orElseThrow();
    assertThat(state).containsEntry("epoch", 1.0);
    assertThatThrownBy(() -> TRAINING.run(this, 5, null, (trainer, model, sgd) -> load(sgd, state)))
        .isInstanceOf(StateDictException.class)
        .hasMessageContaining("turns -1.0");
  }

  private static void load(Optimizer optimizer, Map<String, Double> state) {
    Map<String, Double> wrong = new HashMap<>(state);
    wrong.put("turns", -1.0);
    new Schedule(new TurningSpec(0.5), optimizer).loadState(wrong);
  }
}

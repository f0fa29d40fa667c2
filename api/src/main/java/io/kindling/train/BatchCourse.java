package io.kindling.train;

import io.kindling.Backend;
import io.kindling.ModuleClaim;
import io.kindling.Tensor;
import io.kindling.core.TensorData;
import io.kindling.data.Dataset;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import io.kindling.nn.LossSpec;
import io.kindling.train.batch.Batch;
import io.kindling.train.batch.Objective;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Steps of batches of rows, each by the model's forward and the loss's backward. */
final class BatchCourse implements Course {
  private final Settings settings;
  private final Dataset data;
  private final Backend backend;
  private final Objective objective;
  private final TrainingStep step;
  private @Nullable Feed feed;

  /** Whose first output is still to be computed. */
  private @Nullable ModuleClaim unexamined;

  BatchCourse(Settings settings, Dataset data) {
    this.settings = settings;
    this.data = data;
    this.backend = Trainer.firstParameter(settings.model).backend();
    this.objective = new Objective(settings.loss, data.beside().weight(), backend);
    this.step = new TrainingStep(settings);
  }

  @Override
  public DataSize size() {
    return DataSize.of(data);
  }

  @Override
  public void open(ModuleClaim claim) {
    unexamined = claim;
    feed =
        new Feed(
            backend,
            Trainer.firstParameter(settings.model).device(),
            data,
            settings.batchSize,
            settings.order,
            settings.dropLast,
            TargetCheck.of(settings.loss));
  }

  @Override
  public Feed judged(Evaluator evaluator) {
    return evaluator.feed(data, TargetCheck.NONE);
  }

  @Override
  public Steps epoch() {
    return new BatchSteps(Objects.requireNonNull(feed).pass());
  }

  @Override
  public Steps epoch(@Nullable TensorData permutation, int taken) {
    return new BatchSteps(Objects.requireNonNull(feed).pass(permutation, taken));
  }

  @Override
  public void close() {
    objective.close();
  }

  /** Steps, each of the batch that was taken last. */
  private final class BatchSteps implements Steps, TrainingStep.LossSource {
    private final Feed.Pass pass;
    private @Nullable Batch batch;

    BatchSteps(Feed.Pass pass) {
      this.pass = pass;
    }

    @Override
    public boolean hasNext() {
      return pass.hasNext();
    }

    @Override
    public void take(Progress progress) {
      Batch next = pass.next();
      batch = next;
      float loss = step.take(progress.epoch(), this);
      progress.stepped(loss, objective.counts(next), next.rows());
    }

    @Override
    public Tensor compute() {
      Batch taken = Objects.requireNonNull(batch);
      Tensor outputs = made(output(taken.inputs()), "model", settings.model);
      Tensor loss = made(objective.of(taken.prediction(outputs), taken), "loss", settings.loss);
      if (loss.shape().numel() != 1) {
        throw new ShapeException(
            "train",
            "the loss must be one number",
            "shape " + loss.shape() + " from " + settings.loss,
            "a scalar",
            "reduce it to its mean or sum");
      }
      loss.backward();
      return loss;
    }

    @Override
    public boolean ignoresAll() {
      LossSpec spec = settings.loss.spec();
      OptionalLong ignored = spec == null ? OptionalLong.empty() : spec.ignoredClass();
      Tensor targets = Objects.requireNonNull(batch).targets();
      return ignored.isPresent()
          && Arrays.stream(targets.data().toLongArray())
              .allMatch(row -> row == ignored.getAsLong());
    }

    @Override
    public @Nullable TensorData permutation() {
      return pass.permutation();
    }

    @Override
    public void close() {
      pass.close();
    }
  }

  /** A model's output; the first one's makers are examined, whether they are all in the model. */
  private Tensor output(Tensor inputs) {
    ModuleClaim claim = unexamined;
    unexamined = null;
    return claim == null ? settings.model.forward(inputs) : claim.forward(inputs);
  }

  /** What a host's own model or loss has made, which must be something. */
  private static Tensor made(@Nullable Tensor made, String what, Object maker) {
    if (made == null) {
      throw new SpecException(
          "train",
          "forward of a " + what + " must return a tensor",
          "null from " + maker,
          "one",
          null);
    }
    return made;
  }
}

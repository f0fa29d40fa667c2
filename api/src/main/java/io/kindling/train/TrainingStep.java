package io.kindling.train;

import io.kindling.ModuleClaim;
import io.kindling.Tensor;
import io.kindling.error.DivergenceException;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import io.kindling.nn.LossSpec;
import io.kindling.optim.ClipSpec;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Takes steps: loss, gradients, clipping, update. */
final class TrainingStep {
  private final Settings settings;
  private final Objective objective;

  /** Whose first output is still to be computed. */
  private @Nullable ModuleClaim unexamined;

  TrainingStep(Settings settings, Objective objective) {
    this.settings = settings;
    this.objective = objective;
  }

  /** Looks in the first step at whether all that learns is a part of the model. */
  void examine(ModuleClaim claim) {
    unexamined = claim;
  }

  private Tensor output(Tensor inputs) {
    ModuleClaim claim = unexamined;
    unexamined = null;
    return claim == null ? settings.model.forward(inputs) : claim.forward(inputs);
  }

  /** Takes one; returns the loss before it. */
  float take(int epoch, Feed.Batch batch) {
    Attempt attempt = new Attempt(epoch, batch);
    settings.optimizer.step(attempt::gradients);
    if (!attempt.known) {
      throw new SpecException(
          "train",
          "step(closure) must call the closure, which computes the loss and its gradients",
          settings.optimizer + ", which has not",
          "a call of closure.get() in step(closure)",
          null);
    }
    return attempt.loss;
  }

  /** One step. Its loss is the first that is computed: L-BFGS tries further points, any of them. */
  private final class Attempt {
    private final int epoch;
    private final Feed.Batch batch;
    private float loss;
    private boolean known;

    Attempt(int epoch, Feed.Batch batch) {
      this.epoch = epoch;
      this.batch = batch;
    }

    Tensor gradients() {
      Tensor computed = loss();
      computed.backward();
      if (!known) {
        // only now: a device has the gradients to go on with while this waits for the value
        loss = computed.item();
        known = true;
        if (!Float.isNaN(loss) || !isIgnored(batch.targets())) {
          finite(epoch, loss);
        }
      }
      ClipSpec clip = settings.clip;
      if (clip != null) {
        Clipping.clip(clip, settings.optimizer.parameters());
      }
      return computed;
    }

    private Tensor loss() {
      settings.optimizer.zeroGrad();
      Tensor outputs = made(output(batch.inputs()), "model", settings.model);
      Tensor loss = made(objective.of(batch.prediction(outputs), batch), "loss", settings.loss);
      if (loss.shape().numel() != 1) {
        throw new ShapeException(
            "train",
            "the loss must be one number",
            "shape " + loss.shape() + " from " + settings.loss,
            "a scalar",
            "reduce it to its mean or sum");
      }
      return loss;
    }
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

  /** Whether the loss ignores every row: their mean is NaN then, and all gradients are 0. */
  private boolean isIgnored(Tensor targets) {
    LossSpec spec = settings.loss.spec();
    OptionalLong ignored = spec == null ? OptionalLong.empty() : spec.ignoredClass();
    return ignored.isPresent()
        && Arrays.stream(targets.data().toLongArray()).allMatch(row -> row == ignored.getAsLong());
  }

  /** Stops a training that has run away, before another step does more harm. */
  float finite(int epoch, float loss) {
    if (!Float.isFinite(loss)) {
      throw new DivergenceException(
          "train, epoch " + epoch,
          "the loss must stay finite",
          loss + "",
          "a loss that falls",
          "use a smaller learning rate than "
              + settings.optimizer
              + ", standardize the data or clip the gradients");
    }
    return loss;
  }
}

package io.kindling.train;

import io.kindling.Tensor;
import io.kindling.error.DivergenceException;
import io.kindling.error.SpecException;
import io.kindling.optim.ClipSpec;

/** Takes steps: loss, gradients, clipping, update. */
final class TrainingStep {
  private final Settings settings;

  TrainingStep(Settings settings) {
    this.settings = settings;
  }

  /** Where a step's loss and gradients come from. */
  interface LossSource {
    /** Computes the loss, a scalar, and gives the parameters their gradients, of which none is. */
    Tensor compute();

    /** Whether the loss ignores every row: their mean is NaN then, and all gradients are 0. */
    default boolean ignoresAll() {
      return false;
    }
  }

  /** Takes one; returns the loss before it. */
  float take(int epoch, LossSource source) {
    Attempt attempt = new Attempt(epoch, source);
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
    private final LossSource source;
    private float loss;
    private boolean known;

    Attempt(int epoch, LossSource source) {
      this.epoch = epoch;
      this.source = source;
    }

    Tensor gradients() {
      settings.optimizer.zeroGrad();
      Tensor computed = source.compute();
      if (!known) {
        // only now: a device has the gradients to go on with while this waits for the value
        loss = computed.item();
        known = true;
        if (!Float.isNaN(loss) || !source.ignoresAll()) {
          finite(settings, epoch, loss);
        }
      }
      ClipSpec clip = settings.clip;
      if (clip != null) {
        Clipping.clip(clip, settings.optimizer.parameters());
      }
      return computed;
    }
  }

  /** Stops a training that has run away, before another step does more harm. */
  static float finite(Settings settings, int epoch, float loss) {
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

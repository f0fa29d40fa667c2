package io.kindling.train;

import io.kindling.Backend;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.data.Dataset;
import io.kindling.error.DivergenceException;
import io.kindling.error.ShapeException;
import io.kindling.spec.ClipSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One training by a {@link Trainer}, from the first epoch to the end. */
final class TrainingRun {
  private final Trainer trainer;
  private final Dataset data;
  private final int epochs;
  private final Backend backend;
  private final Evaluator evaluator;
  private final EarlyStopping stopping;
  private final List<Epoch> done = new ArrayList<>();

  TrainingRun(Trainer trainer, Dataset data, int epochs) {
    this.trainer = trainer;
    this.data = data;
    this.epochs = epochs;
    this.backend = Trainer.firstParameter(trainer.model()).backend();
    this.evaluator = new Evaluator(trainer.model());
    this.stopping = new EarlyStopping(trainer.model(), trainer.patience());
  }

  History run() {
    trainer.model().train();
    History.End end;
    try (Scope scope = backend.scope()) {
      end = epochs(feed(), judged());
    }
    stopping.restore();
    History history = new History(done, end, stopping.bestEpoch());
    trainer.listeners().forEach(listener -> listener.ended(history));
    return history;
  }

  private Feed feed() {
    return new Feed(
        backend,
        Trainer.firstParameter(trainer.model()).device(),
        data,
        trainer.batchSize(),
        trainer.order(),
        trainer.dropLast());
  }

  /** What is judged after each epoch, if anything. */
  private @Nullable Feed judged() {
    Dataset validation = trainer.validation();
    if (validation != null) {
      return evaluator.feed(validation);
    }
    return trainer.metrics().isEmpty() ? null : evaluator.feed(data);
  }

  private History.End epochs(Feed feed, @Nullable Feed judged) {
    for (int number = 1; number <= epochs; number++) {
      double rate = trainer.optimizer().learningRate();
      MeanLoss mean = new MeanLoss();
      if (!pass(number, feed, mean)) {
        return History.End.CANCELLED;
      }
      Epoch epoch = epoch(number, mean.value(), rate, judged);
      done.add(epoch);
      Schedule schedule = trainer.schedule();
      if (schedule != null) {
        schedule.step(epoch.watched());
      }
      trainer.listeners().forEach(listener -> listener.epochEnded(epoch));
      if (stopping.ends(epoch) && number < epochs) {
        return History.End.STOPPED_EARLY;
      }
    }
    return History.End.COMPLETED;
  }

  private Epoch epoch(int number, double loss, double rate, @Nullable Feed judged) {
    boolean validates = trainer.validation() != null;
    Evaluation evaluation =
        judged == null
            ? new Evaluation(loss, Map.of())
            : evaluator.evaluate(judged, validates ? trainer.loss() : null, trainer.metrics());
    OptionalDouble validationLoss = OptionalDouble.empty();
    if (validates) {
      finite(number, (float) evaluation.loss());
      validationLoss = OptionalDouble.of(evaluation.loss());
    }
    return new Epoch(number, loss, validationLoss, rate, evaluation.metrics());
  }

  /** Takes a step for each batch; says whether it came to the end. */
  private boolean pass(int epoch, Feed feed, MeanLoss mean) {
    try (Feed.Pass pass = feed.pass()) {
      for (int batch = 1; pass.hasNext(); batch++) {
        if (trainer.cancelled()) {
          return false;
        }
        float loss = step(epoch, pass, mean);
        for (TrainingListener listener : trainer.listeners()) {
          listener.stepped(epoch, batch, loss);
        }
      }
    }
    return !trainer.cancelled();
  }

  private float step(int epoch, Feed.Pass pass, MeanLoss mean) {
    try (Scope scope = backend.scope()) {
      Step step = new Step(epoch, pass.next());
      trainer.optimizer().step(step::gradients);
      mean.add(step.loss, step.batch.rows());
      return step.loss;
    }
  }

  /** One step. Its loss is the first that is computed: L-BFGS tries further points, any of them. */
  private final class Step {
    private final int epoch;
    private final Feed.Batch batch;
    private float loss = Float.NaN;

    Step(int epoch, Feed.Batch batch) {
      this.epoch = epoch;
      this.batch = batch;
    }

    Tensor gradients() {
      Tensor computed = loss();
      if (Float.isNaN(loss)) {
        loss = finite(epoch, computed.item());
      }
      computed.backward();
      ClipSpec clip = trainer.clip();
      if (clip != null) {
        Clipping.clip(clip, trainer.optimizer().parameters());
      }
      return computed;
    }

    private Tensor loss() {
      trainer.optimizer().zeroGrad();
      Tensor loss =
          trainer.loss().forward(trainer.model().forward(batch.inputs()), batch.targets());
      if (loss.shape().numel() != 1) {
        throw new ShapeException(
            "train",
            "the loss must be one number",
            "shape " + loss.shape() + " from " + trainer.loss(),
            "a scalar",
            "reduce it to its mean or sum");
      }
      return loss;
    }
  }

  /** Stops a training that has run away, before another step does more harm. */
  private float finite(int epoch, float loss) {
    if (!Float.isFinite(loss)) {
      throw new DivergenceException(
          "train, epoch " + epoch,
          "the loss must stay finite",
          loss + "",
          "a loss that falls",
          "use a smaller learning rate than "
              + trainer.optimizer()
              + ", standardize the data or clip the gradients");
    }
    return loss;
  }
}

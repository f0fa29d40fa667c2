package io.kindling.train;

import io.kindling.Backend;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.ModuleClaim;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.error.DataException;
import io.kindling.error.SpecException;
import io.kindling.file.WriterLock;
import io.kindling.train.resume.Resumption;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One training by a {@link Trainer}, from the first epoch or a checkpoint to the end. */
final class TrainingRun {
  private final Settings settings;
  private final BooleanSupplier cancelled;
  private final Course course;
  private final int epochs;
  private final Backend backend;
  private final Evaluator evaluator;
  private final Progress progress;
  private final TrainingRecording recording = new TrainingRecording();
  private @Nullable Saver saver;

  TrainingRun(Settings settings, BooleanSupplier cancelled, Supplier<Course> course, int epochs) {
    this.settings = settings;
    this.cancelled = cancelled;
    this.epochs = epochs;
    this.backend = Trainer.firstParameter(settings.model).backend();
    checkUpdates(settings.model, settings.optimizer);
    this.evaluator = new Evaluator(settings.model, cancelled);
    this.progress = new Progress(settings);
    this.course = course.get();
  }

  /** An optimizer of another model would train, and this model would stay as it is. */
  private static void checkUpdates(Module model, Optimizer optimizer) {
    Set<Tensor> updated = Collections.newSetFromMap(new IdentityHashMap<>());
    updated.addAll(optimizer.parameters());
    if (model.parameters().stream().noneMatch(updated::contains)) {
      throw new SpecException(
          "train",
          "the optimizer must update the model",
          optimizer + " of " + updated.size() + " other parameters",
          "an optimizer of model.parameters()",
          "make it of the parameters of the model that is trained");
    }
  }

  History run() {
    recording.begin(settings, backend);
    try (course;
        ModuleClaim claim = settings.model.claim()) {
      History history = claimed(claim);
      recording.ended(history.epochs().size(), history.end());
      return history;
    } catch (RuntimeException | Error e) {
      recording.ended(progress.done().size(), e);
      settings.listeners.forEach(listener -> tell(listener, e));
      throw e;
    }
  }

  private static void tell(TrainingListener listener, Throwable failure) {
    try {
      listener.failed(failure);
    } catch (RuntimeException | Error e) {
      failure.addSuppressed(e);
    }
  }

  private History claimed(ModuleClaim claim) {
    History.End end;
    try (Scope scope = backend.scope();
        WriterLock series = lockCheckpoints()) {
      course.open(claim);
      Supplier<Evaluation> judging = judging();
      prepareCheckpoints();
      settings.model.train();
      settings.listeners.forEach(listener -> listener.began(progress.epoch(), epochs));
      end = untilCancelled(judging);
    }
    progress.stopping().restore();
    History history = new History(progress.done(), end, progress.stopping().bestEpoch());
    settings.listeners.forEach(listener -> listener.ended(history));
    return history;
  }

  /** What judges after each epoch. */
  private Supplier<Evaluation> judging() {
    RemoteJudge judge = settings.judge;
    if (judge != null) {
      if (!settings.metrics.isEmpty()) {
        throw RemoteCourse.noRowsHere("validation");
      }
      return () -> new Evaluation(judge.loss(settings.model.stateDict()), Map.of());
    }
    Dataset validation = settings.validation;
    if (validation == null && settings.metrics.isEmpty()) {
      return () -> new Evaluation(progress.loss(), Map.of());
    }
    Feed feed =
        validation == null
            ? course.judged(evaluator)
            : evaluator.feed(validation, TargetCheck.of(settings.loss));
    Loss loss = validation == null ? null : settings.loss;
    return () -> evaluator.evaluate(feed, loss, settings.metrics);
  }

  /** Keeps the checkpoints for this training; null where there will be none. */
  private @Nullable WriterLock lockCheckpoints() {
    Settings.Saving saving = settings.saving;
    return saving == null ? null : saving.files().lock();
  }

  /** Resumes from one, and makes ready to save others. */
  private void prepareCheckpoints() {
    Checkpoint resumed = settings.resumed;
    Settings.Saving saving = settings.saving;
    if (resumed == null && saving == null) {
      return;
    }
    TorchRandom random = backend.random();
    boolean apart = settings.order != null && settings.order != random;
    Map<String, @Nullable Object> specs = RunSpecs.of(settings, course.size(), apart);
    if (resumed != null) {
      new Resumption(settings, resumed.snapshot()).run(specs, course.size().rows(), epochs, random);
    }
    if (saving != null) {
      saving.files().checkWritable();
      if (resumed == null) {
        saving.files().checkNew();
        settings.optimizer
            .stateDict(); // one that has none says so now, not at the first checkpoint
      }
      saver = new Saver(settings, saving, specs, backend);
    }
  }

  private History.End untilCancelled(Supplier<Evaluation> judging) {
    try {
      return epochs(judging);
    } catch (CancellationException | DataException e) {
      if (!cancelled.getAsBoolean()) {
        throw e;
      }
      return History.End.CANCELLED; // an interrupt ends reads that wait, with an error of theirs
    }
  }

  private History.End epochs(Supplier<Evaluation> judging) {
    while (progress.epoch() <= epochs) {
      if (!steps()) {
        return History.End.CANCELLED;
      }
      Epoch epoch = epoch(judging);
      progress.completed(epoch);
      Schedule schedule = settings.schedule;
      if (schedule != null) {
        schedule.step(epoch.watched());
      }
      recording.epochEnded(epoch);
      settings.listeners.forEach(listener -> listener.epochEnded(epoch));
      if (progress.stopping().ends(epoch) && epoch.number() < epochs) {
        return History.End.STOPPED_EARLY;
      }
    }
    return History.End.COMPLETED;
  }

  private Epoch epoch(Supplier<Evaluation> judging) {
    checkCounted(progress.loss());
    Evaluation evaluation = judging.get();
    OptionalDouble validationLoss = OptionalDouble.empty();
    if (settings.validates()) {
      TrainingStep.finite(settings, progress.epoch(), (float) evaluation.loss());
      validationLoss = OptionalDouble.of(evaluation.loss());
    }
    return new Epoch(
        progress.epoch(), progress.loss(), validationLoss, progress.rate(), evaluation.metrics());
  }

  /** An epoch of which the loss ignores all rows has taught nothing, and has no loss. */
  private static void checkCounted(double loss) {
    if (Double.isNaN(loss)) {
      throw new DataException(
          "train",
          "some rows must count",
          "an epoch in which the loss ignores them all",
          "other classes than the one to ignore",
          null);
    }
  }

  /** Takes a step for each batch; says whether it came to the end. */
  private boolean steps() {
    recording.epochBegins();
    try (Course.Steps steps = progress.begin(course, settings.optimizer.learningRate())) {
      while (steps.hasNext()) {
        if (cancelled.getAsBoolean()) {
          return false;
        }
        step(steps);
      }
    }
    return !cancelled.getAsBoolean();
  }

  private void step(Course.Steps steps) {
    recording.stepBegins(progress.step());
    try (Scope scope = backend.scope()) {
      steps.take(progress);
      recording.stepped(progress);
    }
    if (saver != null) {
      saver.stepped(progress, steps);
    }
    for (TrainingListener listener : settings.listeners) {
      listener.stepped(progress.epoch(), progress.batch(), progress.batchLoss());
    }
  }
}

package io.kindling.train;

import io.kindling.Backend;
import io.kindling.recording.EpochEvent;
import io.kindling.recording.FlightRecording;
import io.kindling.recording.StepEvent;
import io.kindling.recording.TrainingEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What Java Flight Recorder is told of one training, while somebody records. */
final class TrainingRecording {
  /** Of so many steps one is recorded. */
  private static final int STEPS = 100;

  private @Nullable TrainingEvent training;
  private @Nullable EpochEvent epoch;
  private @Nullable StepEvent step;

  void begin(Settings settings, Backend backend) {
    if (FlightRecording.isOn()) {
      training =
          new TrainingEvent(settings.model + "", settings.optimizer + "", backend.toString());
    }
  }

  void epochBegins() {
    if (FlightRecording.isOn()) {
      epoch = new EpochEvent();
    }
  }

  /**
   * A step is to come.
   *
   * @param done how many were taken
   */
  void stepBegins(long done) {
    if (done % STEPS == 0 && FlightRecording.isOn()) {
      step = new StepEvent();
    }
  }

  void stepped(Progress progress) {
    StepEvent begun = step;
    if (begun != null) {
      int rows = (int) Math.min(progress.batchRows(), Integer.MAX_VALUE);
      begun.ended(progress.epoch(), progress.batch(), rows, progress.batchLoss());
      step = null;
    }
  }

  void epochEnded(Epoch ended) {
    EpochEvent begun = epoch;
    if (begun != null) {
      double validationLoss = ended.validationLoss().orElse(Double.NaN);
      begun.ended(ended.number(), ended.loss(), validationLoss, ended.learningRate());
      epoch = null;
    }
  }

  /**
   * The training has ended.
   *
   * @param epochs how many were completed
   */
  void ended(int epochs, Object how) {
    TrainingEvent begun = training;
    if (begun != null) {
      begun.ended(epochs, how instanceof Enum<?> end ? word(end) : how.toString());
      training = null;
    }
  }

  private static String word(Enum<?> end) {
    return end.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

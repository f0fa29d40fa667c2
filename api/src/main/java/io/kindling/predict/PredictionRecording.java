package io.kindling.predict;

import io.kindling.recording.FlightRecording;
import io.kindling.recording.PredictionEvent;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What Java Flight Recorder is told of predictions, while somebody records. */
final class PredictionRecording {
  /** Of so many rows about one is recorded, with the call that it comes in. */
  private static final int ROWS = 1000;

  private PredictionRecording() {}

  /** Whether somebody records now; where nobody ever did, this is a look at a field. */
  static boolean isOn() {
    return FlightRecording.isOn() && PredictionEvent.isRecorded();
  }

  /**
   * A call begins.
   *
   * @param rows how many rows it is to predict
   * @return what is to be recorded; mostly nothing, since lots are drawn: threads that count
   *     together would wait for each other
   */
  static @Nullable PredictionEvent begin(int rows) {
    return isOn() && ThreadLocalRandom.current().nextInt(ROWS) < rows
        ? new PredictionEvent()
        : null;
  }

  /** A call has ended. */
  static void end(@Nullable PredictionEvent begun, int rows, int inputs) {
    if (begun != null) {
      begun.ended(rows, inputs);
    }
  }
}

package io.kindling.predict;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;

/** When predictions are recorded. */
final class PredictionRecordingTest {
  @Test
  void onlyWhileSomebodyRecords() {
    try (Recording recording = new Recording()) {
      recording.enable("io.kindling.Prediction");
      recording.start();
      assertThat(PredictionRecording.isOn()).isTrue();
      assertThat(PredictionRecording.begin(1000)).isNotNull();
    }
    assertThat(PredictionRecording.isOn()).isFalse();
    assertThat(PredictionRecording.begin(1000)).isNull();
  }
}

package io.kindling.recording;

import jdk.jfr.FlightRecorder;

/** Whether Java Flight Recorder may be listening. */
public final class FlightRecording {
  private static final boolean THERE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private FlightRecording() {}

  /**
   * {@return whether somebody has begun to record in this process} Where nobody has, no class of
   * the recorder is loaded, and this is one look at a field. Events may be made only where it is
   * true: a runtime image may lack them.
   */
  public static boolean isOn() {
    return THERE && Recorder.isOn();
  }

  /** Loaded only where there is a recorder. */
  private static final class Recorder {
    private static boolean isOn() {
      return FlightRecorder.isInitialized();
    }
  }
}

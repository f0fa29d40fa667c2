package io.kindling.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A call that predicts; some of them are recorded. */
@Name("io.kindling.Prediction")
@Label("Prediction")
@Category("Kindling")
@Description("A call of a predictor: by lot one of about 1,000 rows, and so each of 1,000 and more")
@StackTrace(false)
public final class PredictionEvent extends Event {
  /** Asked whether its like are recorded. */
  private static final PredictionEvent NONE = new PredictionEvent();

  @Label("Rows")
  private int rows;

  @Label("Inputs")
  @Description("Numbers of a row")
  private int inputs;

  /** {@return whether these events are recorded now} */
  public static boolean isRecorded() {
    return NONE.isEnabled();
  }

  /** Begins now. */
  public PredictionEvent() {
    begin();
  }

  /** Ends now. */
  public void ended(int rows, int inputs) {
    this.rows = rows;
    this.inputs = inputs;
    commit();
  }

  @Override
  public String toString() {
    return rows + " rows of " + inputs + " numbers";
  }
}

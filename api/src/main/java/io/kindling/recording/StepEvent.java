package io.kindling.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A step of a training; some of them are recorded. */
@Name("io.kindling.Step")
@Label("Step")
@Category("Kindling")
@Description("A step: the first and then one of a hundred")
@StackTrace(false)
public final class StepEvent extends Event {
  @Label("Epoch")
  private int epoch;

  @Label("Batch")
  private int batch;

  @Label("Rows")
  private int rows;

  @Label("Loss")
  @Description("The batch's loss before the step")
  private float loss;

  /** Begins now. */
  public StepEvent() {
    begin();
  }

  /** Ends now. */
  public void ended(int epoch, int batch, int rows, float loss) {
    this.epoch = epoch;
    this.batch = batch;
    this.rows = rows;
    this.loss = loss;
    commit();
  }

  @Override
  public String toString() {
    return "epoch " + epoch + ", batch " + batch + " of " + rows + " rows: " + loss;
  }
}

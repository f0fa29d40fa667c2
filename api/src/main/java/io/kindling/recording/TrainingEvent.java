package io.kindling.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A whole training, from before the first step to the end or the exception that ended it. */
@Name("io.kindling.Training")
@Label("Training")
@Category("Kindling")
@Description("A whole training")
@StackTrace(false)
public final class TrainingEvent extends Event {
  @Label("Model")
  private final String model;

  @Label("Optimizer")
  private final String optimizer;

  @Label("Backend")
  private final String backend;

  @Label("Epochs Done")
  private int epochs;

  @Label("End")
  @Description("Completed, stopped early, cancelled, or the exception")
  private String end = "";

  /** Begins now. */
  public TrainingEvent(String model, String optimizer, String backend) {
    this.model = model;
    this.optimizer = optimizer;
    this.backend = backend;
    begin();
  }

  /** Ends now. */
  public void ended(int epochs, String end) {
    this.epochs = epochs;
    this.end = end;
    commit();
  }

  @Override
  public String toString() {
    return model + ", " + optimizer + ", " + backend + ", " + epochs + " epochs, " + end;
  }
}

package io.kindling.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An epoch of a training, with what judges it. */
@Name("io.kindling.Epoch")
@Label("Epoch")
@Category("Kindling")
@Description("Once through the training data")
@StackTrace(false)
public final class EpochEvent extends Event {
  @Label("Epoch")
  private int epoch;

  @Label("Training Loss")
  private double loss;

  @Label("Validation Loss")
  @Description("NaN where there are no rows to judge by")
  private double validationLoss;

  @Label("Learning Rate")
  private double learningRate;

  /** Begins now. */
  public EpochEvent() {
    begin();
  }

  /**
   * Ends now.
   *
   * @param validationLoss NaN where there is none
   */
  public void ended(int epoch, double loss, double validationLoss, double learningRate) {
    this.epoch = epoch;
    this.loss = loss;
    this.validationLoss = validationLoss;
    this.learningRate = learningRate;
    commit();
  }

  @Override
  public String toString() {
    return epoch + ": " + loss + ", " + validationLoss + " at " + learningRate;
  }
}

package io.kindling.train;

/** Watches a training; what it throws ends it. Called in the training's own thread. */
public interface TrainingListener {
  /**
   * A step was taken.
   *
   * @param epoch which epoch, from 1
   * @param batch which of its batches, from 1
   * @param loss the batch's loss, before the step
   */
  default void stepped(int epoch, int batch, float loss) {}

  /**
   * An epoch has ended.
   *
   * @param epoch what it has brought
   */
  default void epochEnded(Epoch epoch) {}

  /**
   * The training has ended, and not by an exception.
   *
   * @param history what it has brought
   */
  default void ended(History history) {}
}

package io.kindling.train;

import java.nio.file.Path;

/**
 * Watches a training. Called in the training's own thread, between two steps; what it throws ends
 * the training.
 *
 * <p>A listener and no {@link java.util.concurrent.Flow.Publisher}: training neither waits for who
 * watches nor drops what has happened, and a listener sees a state that stands still, which it may
 * look at. Whoever wants a stream puts a {@link java.util.concurrent.SubmissionPublisher} behind
 * one, whose {@code offer} says what becomes of subscribers that are slow.
 */
public interface TrainingListener {
  /**
   * The training begins, its first step is to come.
   *
   * @param epoch in which epoch: 1, unless it is resumed
   * @param epochs how many there will be at most
   */
  default void began(int epoch, int epochs) {}

  /**
   * A step was taken.
   *
   * @param epoch which epoch, from 1
   * @param batch which of its batches, from 1
   * @param loss the batch's loss, before the step
   */
  default void stepped(int epoch, int batch, float loss) {}

  /**
   * A checkpoint was saved.
   *
   * @param file where it is now
   * @param step after how many steps, from 1
   */
  default void checkpointed(Path file, long step) {}

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

  /**
   * The training has ended by an exception, which its caller is about to get. What a listener
   * throws here is {@linkplain Throwable#addSuppressed added} to it.
   *
   * @param cause the exception
   */
  default void failed(Throwable cause) {}
}

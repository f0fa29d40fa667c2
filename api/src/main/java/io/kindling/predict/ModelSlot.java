package io.kindling.predict;

import io.kindling.error.DataException;
import io.kindling.error.KindlingException;
import io.kindling.model.TrainedModel;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Holds the predictor that is live, while others take its place: threads predict without waiting,
 * and each answer is of one model.
 *
 * <pre>{@code
 * try (ModelSlot slot = ModelSlot.watching(Path.of("model.pt"), Duration.ofSeconds(1))) {
 *   double price = slot.get().predict(row); // of the newest model that is good
 * }
 * }</pre>
 *
 * <p>What takes its place is tried first: it must take the same inputs and give the same outputs,
 * and must answer some rows of small numbers by finite ones. Else it is refused, and the last good
 * one stays.
 *
 * <p>A file is looked at by a thread of the slot's own, a daemon, at intervals, which works on
 * every file system; {@link #close} ends it. The file is to be replaced by another ({@link
 * TrainedModel#save(Path)} and {@code kindling train --save} do so), not written over: half a file
 * is refused, and looked at again when it has changed.
 */
public final class ModelSlot implements AutoCloseable {
  /**
   * Is told what happens in a slot: in its order, one thing at a time, and by the thread in which
   * it happens, or by the one that still tells of what was before it.
   *
   * <p>No lock of the slot's is held meanwhile, so a listener may wait for threads that swap. What
   * it throws is logged by {@code System.Logger} {@code io.kindling.predict}, and neither ends the
   * watching of a file nor refuses a model.
   */
  public interface Listener {
    /**
     * Another model is live.
     *
     * @param now the model
     */
    default void swapped(Predictor now) {}

    /**
     * A file was refused, and the last good model stays.
     *
     * @param why what is wrong with it
     */
    default void refused(KindlingException why) {}
  }

  private static final Listener NOBODY = new Listener() {};

  private final Events events;
  private final @Nullable FileWatch watch;
  private volatile Predictor live;

  private ModelSlot(Predictor first, Listener listener) {
    first.test("ModelSlot");
    this.live = first;
    this.events = new Events(listener);
    this.watch = null;
  }

  private ModelSlot(Path file, Duration every, Listener listener) {
    this.events = new Events(listener);
    FileWatch watching = new FileWatch(file, every, this::swap, events);
    this.live = watching.load();
    this.live.test("ModelSlot");
    this.watch = watching;
    watching.start();
  }

  /**
   * A slot that changes when it is told to.
   *
   * @param first the model that is live first
   * @return the slot; it needs no closing
   * @throws DataException if the model does not answer by finite numbers
   */
  public static ModelSlot of(Predictor first) {
    return new ModelSlot(first, NOBODY);
  }

  /**
   * A slot that follows a file.
   *
   * @param file a model, as {@link Predictor#load(Path)} reads it
   * @param every how often to look; less than a millisecond is taken for one
   * @return the slot, to be closed
   * @throws DataException if {@code every} is not positive, or 292 years
   * @throws KindlingException if the first model cannot be read, or does not answer
   */
  public static ModelSlot watching(Path file, Duration every) {
    return watching(file, every, NOBODY);
  }

  /**
   * A slot that follows a file.
   *
   * @param file a model, as {@link Predictor#load(Path)} reads it
   * @param every how often to look; less than a millisecond is taken for one
   * @param listener is told of every change, and of every file that is refused
   * @return the slot, to be closed
   * @throws DataException if {@code every} is not positive, or 292 years
   * @throws KindlingException if the first model cannot be read, or does not answer
   */
  public static ModelSlot watching(Path file, Duration every, Listener listener) {
    return new ModelSlot(file, every, listener);
  }

  /** {@return the model that is live now: for one request, ask once} */
  public Predictor get() {
    return live;
  }

  /**
   * Puts another model in its place, for all who ask from now on.
   *
   * @param next the other
   * @return the one that was live before
   * @throws DataException if the other takes other inputs or gives other outputs, or does not
   *     answer by finite numbers: then the one before stays
   */
  public Predictor swap(Predictor next) {
    Predictor before = replace(next);
    events.tell();
    return before;
  }

  private synchronized Predictor replace(Predictor next) {
    Predictor before = live;
    if (!next.inputs().equals(before.inputs()) || !next.outputs().equals(before.outputs())) {
      throw new DataException(
          "ModelSlot",
          "a model must take and give what the one before it does",
          next.inputs() + " to " + next.outputs(),
          before.inputs() + " to " + before.outputs(),
          "a slot of its own");
    }
    next.test("ModelSlot");
    live = next;
    events.swapped(next);
    return before;
  }

  /**
   * Ends the watching of the file, and its thread; the last model stays. A listener that is just
   * being told, or a file that is just being read, is waited for, but no longer than five seconds:
   * the thread then ends after it, and takes no other model.
   */
  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}

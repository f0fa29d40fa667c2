package io.kindling.train;

import io.kindling.error.DataException;
import java.util.List;

/**
 * What a training has brought, epoch by epoch.
 *
 * @param epochs the epochs that were completed
 * @param end why there are no more
 * @param bestEpoch the number of the epoch with the least {@linkplain Epoch#watched() loss}, the
 *     first of equals; 0 if none was completed
 */
public record History(List<Epoch> epochs, End end, int bestEpoch) {
  /** Why a training ended. */
  public enum End {
    /** All epochs were done. */
    COMPLETED,
    /** The loss did not fall any more; the best weights were restored. */
    STOPPED_EARLY,
    /** Somebody cancelled it, or interrupted the thread. */
    CANCELLED
  }

  /** Copies the list. */
  public History {
    epochs = List.copyOf(epochs);
  }

  /**
   * {@return the last epoch that was completed}
   *
   * @throws DataException if none was: the training was cancelled in its first
   */
  public Epoch last() {
    checkCompleted("History.last");
    return epochs.get(epochs.size() - 1);
  }

  /**
   * {@return the epoch with the least {@linkplain Epoch#watched() loss}, the first of equals; early
   * stopping goes back to its weights}
   *
   * @throws DataException if none was completed: the training was cancelled in its first
   */
  public Epoch best() {
    checkCompleted("History.best");
    return epochs.get(bestEpoch - 1);
  }

  private void checkCompleted(String operation) {
    if (epochs.isEmpty()) {
      throw new DataException(
          operation, "an epoch must have been completed", "none", "at least one", null);
    }
  }
}

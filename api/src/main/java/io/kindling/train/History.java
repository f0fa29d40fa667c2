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
    if (epochs.isEmpty()) {
      throw new DataException(
          "History.last", "an epoch must have been completed", "none", "at least one", null);
    }
    return epochs.get(epochs.size() - 1);
  }
}

package io.kindling.data;

import java.io.Closeable;
import java.io.IOException;

/** Where a {@link StreamingDataset} reads from: a file, a query, a generator. */
@FunctionalInterface
public interface RowSource {
  /**
   * Opens the rows, from the first one; called once an epoch.
   *
   * @return what reads them
   * @throws IOException if they cannot be read
   */
  Reader open() throws IOException;

  /** Reads rows one batch after the other. */
  interface Reader extends Closeable {
    /**
     * Reads on.
     *
     * @param count how many rows to read at most, 1 or more
     * @return the next rows; fewer than asked for only at the end, and no row after it
     * @throws IOException if they cannot be read
     */
    Rows read(int count) throws IOException;

    /**
     * Reads on, into memory that is used again; what reads fast fills it without a detour.
     *
     * @param buffer where to put the next rows: as many as there is room for, fewer only at the
     *     end, and none after it
     * @throws IOException if they cannot be read
     */
    default void read(RowBuffer buffer) throws IOException {
      buffer.put(read(buffer.capacity()));
    }

    /**
     * Reads on, in float64, for those who prepare the numbers before they are rounded, as a {@link
     * Standardizer} does. Here the numbers are those that {@link #read(RowBuffer)} gives; what
     * knows more of their digits fills the room itself.
     *
     * @param cells where to put the next rows: as many as there is room for, fewer only at the end,
     *     and none after it
     * @throws IOException if they cannot be read
     */
    default void read(CellBuffer cells) throws IOException {
      read(cells.narrow());
      cells.widen();
    }
  }
}

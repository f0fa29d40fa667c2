package io.kindling.cpu.kernel;

/** A product whose right matrix lies as the loops want it, so that threads can share its rows. */
interface ReadyProduct {
  /**
   * Computes some rows of the result.
   *
   * @param from the first
   * @param to the row after the last
   */
  void rows(int from, int to);

  /** Gives back what was made for it, once all rows are computed. */
  default void release() {}
}

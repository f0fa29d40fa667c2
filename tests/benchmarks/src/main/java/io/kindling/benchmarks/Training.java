package io.kindling.benchmarks;

/** A training under way. */
public interface Training extends AutoCloseable {
  /**
   * Does one step, on the next batch.
   *
   * @return the loss of that batch before the step, read as a number; where nothing is trained, the
   *     {@link Reference#size} of the answers
   */
  float step();

  @Override
  default void close() {}
}

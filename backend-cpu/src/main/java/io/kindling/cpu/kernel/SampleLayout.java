package io.kindling.cpu.kernel;

import org.jspecify.annotations.Nullable;

/** How samples lie in memory: as they come, and as they are read fastest. */
public interface SampleLayout {
  /**
   * Samples as they are.
   *
   * @param x {@code [n, d]}; not copied
   * @param rows n
   * @param features d
   * @return the samples
   */
  Samples samples(float[] x, int rows, int features);

  /**
   * Samples that will be read again and again, in the layout that is read fastest.
   *
   * @param x {@code [n, d]}
   * @param rows n
   * @param features d
   * @return a copy; or null where there is no faster layout, or no memory for it
   */
  @Nullable Samples packed(float[] x, int rows, int features);

  /**
   * Whether a part of packed samples can be had without a copy.
   *
   * @param start the part's first row
   * @param end the row after its last
   * @param rows how many rows there are in all
   * @return whether it can
   */
  boolean divides(int start, int end, int rows);
}

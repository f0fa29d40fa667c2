package io.kindling.cli.model;

/** Finds outputs that are no numbers. */
public final class FiniteOutputs {
  private FiniteOutputs() {}

  /**
   * Finds out whether all outputs are numbers.
   *
   * @param error makes an error of the first that is not
   */
  public static void check(double[] outputs, NotFinite error) {
    int at = find(outputs, 0, outputs.length);
    if (at >= 0) {
      throw error.of((float) outputs[at], at);
    }
  }

  /** Where the first of some outputs is that is no number; below 0 if all are. */
  public static int find(double[] outputs, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite((float) outputs[i])) {
        return i;
      }
    }
    return -1;
  }

  /** Makes an error. */
  @FunctionalInterface
  public interface NotFinite {
    /**
     * Of an output.
     *
     * @param output what is not finite
     * @param at its number
     */
    RuntimeException of(float output, int at);
  }
}

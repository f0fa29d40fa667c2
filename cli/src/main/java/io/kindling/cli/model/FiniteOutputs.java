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
    for (int i = 0; i < outputs.length; i++) {
      if (!Float.isFinite((float) outputs[i])) {
        throw error.of((float) outputs[i], i);
      }
    }
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

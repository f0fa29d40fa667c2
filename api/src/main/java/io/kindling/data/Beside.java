package io.kindling.data;

/**
 * What rows have beside features and targets, in this order: a weight, by which their losses and
 * errors count, and an offset, which is added to the model's output.
 *
 * @param weight whether a row has a weight
 * @param offset whether it has an offset
 */
public record Beside(boolean weight, boolean offset) {
  /** Rows of features and targets only. */
  public static final Beside NOTHING = new Beside(false, false);

  /** {@return how many numbers these are} */
  public int width() {
    return (weight ? 1 : 0) + (offset ? 1 : 0);
  }

  /** {@return which of them is the offset} */
  public int offsetColumn() {
    return weight ? 1 : 0;
  }
}

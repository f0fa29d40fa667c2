package io.kindling.train;

import io.kindling.Loss;
import io.kindling.description.Range;
import io.kindling.error.DataException;
import io.kindling.nn.LossSpec;
import java.nio.FloatBuffer;

/**
 * Finds targets that a loss is not defined for, such as a negative count: its formula gives a
 * number for them all the same.
 *
 * @param loss the loss, as errors name it
 * @param range which targets it takes
 */
record TargetCheck(String loss, Range range) {
  /** Lets all numbers through. */
  static final TargetCheck NONE = new TargetCheck("", Range.FINITE);

  static TargetCheck of(Loss loss) {
    LossSpec spec = loss.spec();
    return spec == null ? NONE : new TargetCheck(spec.name(), spec.targetRange());
  }

  /**
   * Checks some rows.
   *
   * @param targets their targets, row by row
   * @param columns how many targets a row has
   * @param before how many rows came before these
   */
  void check(FloatBuffer targets, int columns, long before) {
    if (range == Range.FINITE) { // data are, in any case
      return;
    }
    for (int i = 0; i < targets.limit(); i++) {
      if (!range.contains(targets.get(i))) {
        throw new DataException(
            loss,
            "a target " + range.rule(),
            targets.get(i) + " in row " + (before + i / columns) + ", column " + i % columns,
            range.toString(),
            "rows and columns count from 0");
      }
    }
  }
}

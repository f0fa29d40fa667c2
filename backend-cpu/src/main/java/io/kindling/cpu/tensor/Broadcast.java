package io.kindling.cpu.tensor;

import io.kindling.core.Shape;
import io.kindling.cpu.kernel.Processor;
import java.util.ArrayList;
import java.util.List;

/** Stretches values to a larger shape, and folds a gradient back. */
final class Broadcast {
  private Broadcast() {}

  /** The values as if they had the larger shape; the array itself if they have. */
  static float[] expand(float[] values, Shape from, Shape to) {
    float[] expanded = values;
    if (!from.equals(to)) {
      for (Lines lines : stretched(from, to)) {
        expanded = lines.repeat(expanded);
      }
    }
    return expanded;
  }

  /** The sums over what {@link #expand} repeats; the array itself if it repeats nothing. */
  static float[] fold(Processor processor, float[] gradient, Shape from, Shape to) {
    float[] folded = gradient;
    if (!from.equals(to)) {
      List<Lines> steps = stretched(from, to);
      for (int i = steps.size() - 1; i >= 0; i--) {
        folded = steps.get(i).sum(processor.kernels(), processor.sharing().withinRows(), folded);
      }
    }
    return folded;
  }

  /**
   * The dimensions to stretch from size 1, from the last to the first; neighbours are one step.
   * Each says how its lines lie once those before it are stretched.
   */
  private static List<Lines> stretched(Shape from, Shape to) {
    List<Lines> steps = new ArrayList<>();
    int outer = (int) from.numel();
    int inner = 1;
    int size = 1;
    for (int back = 1; back <= to.rank(); back++) {
      int target = (int) to.size(-back);
      int own = back <= from.rank() ? (int) from.size(-back) : 1;
      if (own != target) {
        size *= target;
        continue;
      }
      if (size != 1) {
        steps.add(new Lines(outer, size, inner));
        inner *= size;
        size = 1;
      }
      inner *= target;
      outer = target == 0 ? 0 : outer / target;
    }
    if (size != 1) {
      steps.add(new Lines(outer, size, inner));
    }
    return steps;
  }
}

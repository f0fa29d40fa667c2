package io.kindling.tck.kit;

import io.kindling.Tensor;
import io.kindling.core.DType;
import io.kindling.nn.BatchNorm1dSpec;
import io.kindling.nn.LayerNormSpec;
import io.kindling.nn.ModuleSpec;

/** Whether values to be normalised differ by so little that mostly their rounding is left. */
public final class NearlyEqual {
  private NearlyEqual() {}

  public static boolean amplified(ModuleSpec spec, Tensor input) {
    if (input.dtype() != DType.FLOAT32 || input.shape().numel() == 0) {
      return false;
    }
    float[] values = input.toFloatArray();
    if (spec instanceof LayerNormSpec norm) {
      int size = Math.toIntExact(norm.shape().numel());
      return anyGroup(values, values.length / size, size, 1);
    }
    // in two dimensions a feature is a column
    return spec instanceof BatchNorm1dSpec norm
        && input.shape().rank() == 2
        && anyGroup(values, norm.numFeatures(), 1, norm.numFeatures());
  }

  /** Groups of values that begin some way apart, and whose members stand some way apart. */
  private static boolean anyGroup(float[] values, int groups, int apart, int stride) {
    for (int group = 0; group < groups; group++) {
      float least = Float.POSITIVE_INFINITY;
      float greatest = Float.NEGATIVE_INFINITY;
      int size = values.length / groups;
      for (int i = 0; i < size; i++) {
        float value = values[group * apart + i * stride];
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
      if ((greatest - least) * 100 <= Math.max(Math.abs(least), Math.abs(greatest))) {
        return true;
      }
    }
    return false;
  }
}

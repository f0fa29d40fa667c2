package io.kindling.cli.model;

import io.kindling.Module;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.data.Batches;
import io.kindling.data.Dataset;
import io.kindling.data.TableDataset;
import io.kindling.nn.LinearSpec;
import io.kindling.nn.ModuleSpec;
import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * First weights that leave nothing of chance in what the rows do not decide. A feature that is the
 * same in all rows moves no weight: the one that it was drawn with would stay, and make a number of
 * chance of the first row in which the feature is another.
 *
 * <p>A linear model begins at 0 altogether. Its loss is convex, so that the answer is as good from
 * there, and of all answers that are as good a method that goes along gradients, as L-BFGS, comes
 * to the one of the least weights: each gradient is made of rows, and so is what is learned. The
 * weights are then the same for every seed.
 *
 * <p>In another model, which must begin with weights that differ, those are 0 by which the first
 * layer takes features that are constant.
 */
public final class FirstWeights {
  private static final int ROWS = 4096;

  private FirstWeights() {}

  /**
   * Changes the weights that were drawn.
   *
   * @param module the model
   * @param spec what it is
   * @param constant the features that are the same in all rows to learn from
   */
  public static void settle(Module module, ModuleSpec spec, BitSet constant) {
    Map<String, TensorData> state = new LinkedHashMap<>(module.stateDict());
    if (spec.isLinear()) {
      state.replaceAll((name, drawn) -> zeros(drawn.shape()));
    } else {
      String first = firstWeight(spec, "");
      if (first == null || constant.isEmpty()) {
        return;
      }
      state.computeIfPresent(first, (name, drawn) -> without(constant, drawn));
    }
    module.loadStateDict(state);
  }

  private static TensorData zeros(Shape shape) {
    return TensorData.of(new float[Math.toIntExact(shape.numel())], shape);
  }

  /** The name of the weights that take the features; null where no linear layer is the first. */
  private static @Nullable String firstWeight(ModuleSpec spec, String prefix) {
    if (spec instanceof LinearSpec) {
      return prefix + "weight";
    }
    return spec.parts().isEmpty() ? null : firstWeight(spec.parts().get(0), prefix + "0.");
  }

  private static TensorData without(BitSet constant, TensorData drawn) {
    int width = (int) drawn.shape().size(1);
    float[] weights = drawn.toFloatArray();
    for (int i = 0; i < weights.length; i++) {
      if (constant.get(i % width)) {
        weights[i] = 0;
      }
    }
    return TensorData.of(weights, drawn.shape());
  }

  /** The features that are the same in all rows; of many rows mostly a few are enough. */
  public static BitSet constant(Dataset rows) {
    BitSet constant = new BitSet();
    constant.set(0, rows.features());
    float[] first = new float[rows.features()];
    boolean begun = false;
    int size = rows instanceof TableDataset table ? Math.min(ROWS, table.rows()) : ROWS;
    try (Batches.Cursor epoch = Batches.of(rows, size).epoch()) {
      while (epoch.hasNext() && !constant.isEmpty()) {
        FloatBuffer some = epoch.next().features().floats();
        if (!begun) {
          some.slice().get(first);
          begun = true;
        }
        drop(constant, first, some);
      }
    }
    return constant;
  }

  private static void drop(BitSet constant, float[] first, FloatBuffer some) {
    for (int row = 0; row < some.limit() && !constant.isEmpty(); row += first.length) {
      for (int at = constant.nextSetBit(0); at >= 0; at = constant.nextSetBit(at + 1)) {
        if (some.get(row + at) != first[at]) {
          constant.clear(at);
        }
      }
    }
  }
}

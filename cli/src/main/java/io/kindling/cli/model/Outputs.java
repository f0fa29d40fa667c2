package io.kindling.cli.model;

import io.kindling.Module;
import io.kindling.cli.table.RawRows;
import io.kindling.data.Dataset;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.train.Evaluator;
import org.jspecify.annotations.Nullable;

/** What a model says of rows as they were read, in the targets' own units. */
public final class Outputs {
  private final Evaluator evaluator;
  private final @Nullable Standardizer scaling;

  /**
   * Of a model.
   *
   * @param model the model, where it is
   * @param scaling what it was trained behind; null for nothing
   */
  public Outputs(Module model, @Nullable Standardizer scaling) {
    this.evaluator = new Evaluator(model);
    this.scaling = scaling;
  }

  /** Applies the model to rows that are prepared. */
  public double[] of(Dataset prepared) {
    float[] outputs = evaluator.predict(prepared);
    if (scaling != null) {
      return scaling.restoreExactly(outputs);
    }
    double[] same = new double[outputs.length];
    for (int i = 0; i < same.length; i++) {
      same[i] = outputs[i];
    }
    return same;
  }

  /** Prepares rows, and applies the model to them. */
  public double[] of(RawRows rows) {
    double[] x = rows.features();
    int columns = x.length / rows.count();
    Scaling features = scaling == null ? null : scaling.features();
    float[] none = new float[rows.count()]; // the targets do not matter
    if (features != null) {
      return of(Dataset.of(features.apply(x), columns, none, 1));
    }
    return of(Dataset.of(x, columns, new double[rows.count()], 1));
  }

  /**
   * Finds out whether all outputs are numbers.
   *
   * @param error makes an error of the first that is not
   */
  public static void checkFinite(double[] outputs, NotFinite error) {
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

package io.kindling.cli;

import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.data.Split;
import io.kindling.data.Standardizer;
import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import io.kindling.train.Evaluator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The data as the model is to see them.
 *
 * @param scaling what was done to them; null for nothing
 * @param all all rows, in their order
 * @param training the rows to learn from
 * @param validation the rows to judge by; null if there are none
 */
record Preparation(
    @Nullable Standardizer scaling, Part all, Part training, @Nullable Part validation) {
  /**
   * Some rows.
   *
   * @param own in their own units
   * @param seen as the model sees them
   */
  record Part(TableDataset own, TableDataset seen) {
    static Part of(TableDataset own, @Nullable Standardizer scaling) {
      return new Part(own, scaling == null ? own : scaling.transform(own));
    }
  }

  /**
   * Splits, then scales.
   *
   * @param share the share of the rows that is for validation; 0 for none
   * @param random where the split is drawn from
   * @param scaling makes the scaling from the training rows; null for none
   */
  static Preparation of(
      TableDataset data,
      double share,
      TorchRandom random,
      Function<Dataset, @Nullable Standardizer> scaling) {
    if (share == 0) {
      Standardizer fitted = scaling.apply(data);
      Part all = Part.of(data, fitted);
      return new Preparation(fitted, all, all, null);
    }
    int held = (int) Math.floor(share * data.rows());
    if (held == 0) {
      throw new DataException(
          "--validation",
          "both parts must have a row",
          Numbers.shortest(share) + " of " + data.rows() + " rows",
          data.rows() == 1 ? "more rows" : "a share of 1/" + data.rows() + " or more",
          null);
    }
    Split split = data.split(share, random);
    Standardizer fitted = scaling.apply(split.training());
    return new Preparation(
        fitted,
        Part.of(data, fitted),
        Part.of(split.training(), fitted),
        Part.of(split.validation(), fitted));
  }

  /** What a model says of some of the rows, in the targets' own units. */
  float[] outputs(Evaluator evaluator, Part part) {
    float[] outputs = evaluator.predict(part.seen());
    return scaling == null ? outputs : scaling.restore(outputs);
  }
}

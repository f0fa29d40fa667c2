package io.kindling.cli.model;

import io.kindling.cli.text.Numbers;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.data.Split;
import io.kindling.data.Standardizer;
import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The data as the model is to see them.
 *
 * @param scaling what was done to them; null for nothing
 * @param all all rows, in their order
 * @param training the rows to learn from
 * @param trainingRows how many these are
 * @param validation the rows to judge by; null if there are none
 */
public record Preparation(
    @Nullable Standardizer scaling,
    Dataset all,
    Dataset training,
    long trainingRows,
    @Nullable Dataset validation) {
  /**
   * Scales, without a split.
   *
   * @param scaling makes the scaling from the rows; null for none
   */
  public static Preparation of(
      Dataset data, long rows, Function<Dataset, @Nullable Standardizer> scaling) {
    Standardizer fitted = scaling.apply(data);
    Dataset seen = seen(data, fitted);
    return new Preparation(fitted, seen, seen, rows, null);
  }

  /**
   * Splits, then scales.
   *
   * @param share the share of the rows that is for validation
   * @param random where the split is drawn from
   * @param scaling makes the scaling from the training rows; null for none
   */
  public static Preparation split(
      TableDataset data,
      double share,
      TorchRandom random,
      Function<Dataset, @Nullable Standardizer> scaling) {
    int held = (int) Math.floor(share * data.rows());
    if (held == 0) {
      throw new DataException(
          "--validation",
          "both parts must have at least one row",
          Numbers.shortest(share) + " of " + data.rows() + " rows",
          data.rows() == 1 ? "more rows" : "a share of 1/" + data.rows() + " or more",
          null);
    }
    Split split = data.split(share, random);
    Standardizer fitted = scaling.apply(split.training());
    return new Preparation(
        fitted,
        seen(data, fitted),
        seen(split.training(), fitted),
        split.training().rows(),
        seen(split.validation(), fitted));
  }

  private static Dataset seen(Dataset own, @Nullable Standardizer scaling) {
    return scaling == null ? own : scaling.transform(own);
  }
}

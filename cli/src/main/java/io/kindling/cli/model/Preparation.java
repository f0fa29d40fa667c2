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
 * @param validation the rows to judge by after every epoch; null if there are none
 * @param test the rows to judge by at the end; null if there are none
 */
public record Preparation(
    @Nullable Standardizer scaling,
    Dataset all,
    Dataset training,
    long trainingRows,
    @Nullable Dataset validation,
    @Nullable Dataset test) {
  /**
   * Scales rows, of which there are none to judge by yet.
   *
   * @param all all rows
   * @param training those to learn from, which may be all
   * @param trainingRows how many these are
   * @param scaling makes the scaling from the training rows; null for none
   */
  public static Preparation of(
      Dataset all,
      Dataset training,
      long trainingRows,
      Function<Dataset, @Nullable Standardizer> scaling) {
    Standardizer fitted = scaling.apply(training);
    Dataset seen = seen(all, fitted);
    Dataset learned = training == all ? seen : seen(training, fitted);
    return new Preparation(fitted, seen, learned, trainingRows, null, null);
  }

  /**
   * Takes a share of a table's rows to judge by.
   *
   * @param random where they are drawn from; null for the last ones
   */
  public static Split split(TableDataset data, double share, @Nullable TorchRandom random) {
    int held = (int) Math.floor(share * data.rows());
    if (held == 0) {
      throw new DataException(
          "--validation",
          "both parts must have at least one row",
          Numbers.shortest(share) + " of " + data.rows() + " rows",
          data.rows() == 1 ? "more rows" : "a share of 1/" + data.rows() + " or more",
          null);
    }
    return random == null ? data.split(share) : data.split(share, random);
  }

  /** The same with rows to judge by after every epoch, which are scaled likewise. */
  public Preparation validatedBy(Dataset rows) {
    return new Preparation(scaling, all, training, trainingRows, seen(rows, scaling), test);
  }

  /** The same with rows to judge by at the end, which are scaled likewise. */
  public Preparation testedBy(Dataset rows) {
    return new Preparation(scaling, all, training, trainingRows, validation, seen(rows, scaling));
  }

  private static Dataset seen(Dataset own, @Nullable Standardizer scaling) {
    return scaling == null ? own : scaling.transform(own);
  }
}

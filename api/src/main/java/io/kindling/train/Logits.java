package io.kindling.train;

import io.kindling.core.DType;
import io.kindling.core.TensorData;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The logits of one case, and what is true of it.
 *
 * @param values a logit a class; a single one is that of the answer 1 against 0
 * @param truth the true class, or for a single logit the true probability of 1
 * @param weight how much it counts
 */
record Logits(FloatBuffer values, double truth, double weight) {
  /**
   * The cases of a batch: a row each if targets are classes, else an element each. A row of a class
   * that has no logit is none.
   *
   * @param weights a weight for each row; null where all count alike
   */
  static List<Logits> rows(TensorData prediction, TensorData target, @Nullable TensorData weights) {
    FloatBuffer values = prediction.floats();
    List<Logits> rows = new ArrayList<>();
    if (target.dtype() == DType.INT64) {
      LongBuffer classes = target.longs();
      RowWeights counts = RowWeights.of(weights, classes);
      int width = (int) prediction.shape().size(1);
      for (int row = 0; row < classes.limit(); row++) {
        if (classes.get(row) < width) {
          rows.add(new Logits(values.slice(row * width, width), classes.get(row), counts.of(row)));
        }
      }
    } else {
      FloatBuffer truths = target.floats();
      RowWeights counts = RowWeights.of(weights, truths);
      for (int i = 0; i < truths.limit(); i++) {
        rows.add(new Logits(values.slice(i, 1), truths.get(i), counts.of(i)));
      }
    }
    return rows;
  }

  private boolean single() {
    return values.limit() == 1;
  }

  /** 1 if the answer is right, else 0. */
  double right() {
    if (single()) {
      return (values.get(0) > 0) == (truth >= 0.5) ? 1 : 0;
    }
    int best = 0;
    for (int i = 1; i < values.limit(); i++) {
      if (values.get(i) > values.get(best)) {
        best = i;
      }
    }
    return best == truth ? 1 : 0;
  }

  /** The negative logarithm of the probability of what is true. */
  double surprise() {
    if (single()) {
      double logit = values.get(0);
      // ln(1 + eˣ) − y x, without overflow
      return Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - truth * logit;
    }
    return logSumExp() - values.get((int) truth);
  }

  /** The logarithm of the sum of the logits' exponentials, which may be beyond a double. */
  double logSumExp() {
    double[] logits = new double[values.limit()];
    Arrays.setAll(logits, values::get);
    double greatest = Arrays.stream(logits).max().orElse(0);
    return greatest + Math.log(Arrays.stream(logits).map(z -> Math.exp(z - greatest)).sum());
  }
}

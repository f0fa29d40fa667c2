package io.kindling.train;

import io.kindling.core.TensorData;
import io.kindling.data.Scaling;
import java.nio.FloatBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The usual metrics. All are computed in double. Rows that have weights count by them, in means and
 * in the spread of targets.
 */
public final class Metrics {
  private Metrics() {}

  private record Named(String name, Supplier<Metric.Gatherer> gatherer) implements Metric {
    @Override
    public Gatherer start() {
      return gatherer.get();
    }
  }

  /**
   * The coefficient of determination: {@code R² = 1 − Σ (y − ŷ)² / Σ (y − ȳ)²}, averaged over the
   * targets; 1 is perfect, 0 as good as the mean. A target that is constant counts 1 if it is
   * predicted exactly, else 0.
   *
   * @return the metric {@code r2}
   */
  public static Metric r2() {
    return new Named("r2", Determination::new);
  }

  /**
   * The mean absolute error: {@code 1/n · Σ |y − ŷ|} over all elements.
   *
   * @return the metric {@code mae}
   */
  public static Metric mae() {
    return new Named("mae", () -> new Mean(Math::abs, false));
  }

  /**
   * The root of the mean squared error: {@code √(1/n · Σ (y − ŷ)²)} over all elements.
   *
   * @return the metric {@code rmse}
   */
  public static Metric rmse() {
    return new Named("rmse", () -> new Mean(difference -> difference * difference, true));
  }

  /**
   * The share of right answers. Logits of several classes answer with the greatest of them, the
   * first of equals; single logits answer 1 where they are above 0, and their target counts as 1
   * from 0.5. Rows of a class that has no logit, such as one to ignore, do not count.
   *
   * @return the metric {@code accuracy}
   */
  public static Metric accuracy() {
    return new Named("accuracy", () -> new Classified(Logits::right));
  }

  /**
   * The mean negative logarithm of the probability that logits give to what is true: for several
   * classes by softmax, for single ones by the logistic function. Rows of a class that has no logit
   * do not count.
   *
   * @return the metric {@code log_loss}
   */
  public static Metric logLoss() {
    return new Named("log_loss", () -> new Classified(Logits::surprise));
  }

  /**
   * The area under the receiver operating characteristic: how probable it is that a row of a class
   * gets a higher score for it than a row of another, equal scores counting half. 1 is perfect, 0.5
   * as good as chance. The score of single logits is the logit, whose target counts as 1 from 0.5;
   * of several classes each is told from all others by its probability, and the areas are averaged,
   * as they are over the columns of single logits. Classes with no rows, or all, do not count; if
   * none is left it is NaN. Needs memory for all predictions.
   *
   * @return the metric {@code roc_auc}
   */
  public static Metric rocAuc() {
    return new Named("roc_auc", RocAuc::new);
  }

  /** What to do with a difference. */
  @FunctionalInterface
  private interface Penalty {
    double of(double difference);
  }

  /**
   * A metric of standardized targets as it is in the targets' own units: an {@code rmse} of 0.7 of
   * targets whose standard deviation is 77 is one of 54. It is for metrics of differences, as all
   * of numbers here are: the targets' mean is left off.
   *
   * @param metric a metric of numbers
   * @param targets what the targets were scaled by, {@link io.kindling.data.Standardizer#targets()}
   * @return such a metric, of the same name
   */
  public static Metric unscaled(Metric metric, Scaling targets) {
    return new Unscaled(metric, targets);
  }

  /** The mean of a penalty over all elements, or its root. */
  private static final class Mean implements Metric.Gatherer {
    private final Penalty penalty;
    private final boolean root;
    private double sum;
    private double count;

    Mean(Penalty penalty, boolean root) {
      this.penalty = penalty;
      this.root = root;
    }

    @Override
    public void add(TensorData prediction, TensorData target) {
      add(prediction, target, null);
    }

    @Override
    public void add(TensorData prediction, TensorData target, @Nullable TensorData weights) {
      FloatBuffer predicted = prediction.floats();
      FloatBuffer truth = target.floats();
      RowWeights counts = RowWeights.of(weights, truth);
      for (int i = 0; i < truth.limit(); i++) {
        double weight = counts.of(i);
        sum += weight * penalty.of((double) predicted.get(i) - truth.get(i));
        count += weight;
      }
    }

    @Override
    public double result() {
      return root ? Math.sqrt(sum / count) : sum / count;
    }
  }

  /** A number for each row of logits, averaged. */
  @FunctionalInterface
  private interface RowMeasure {
    double of(Logits row);
  }

  private static final class Classified implements Metric.Gatherer {
    private final RowMeasure measure;
    private double sum;
    private double count;

    Classified(RowMeasure measure) {
      this.measure = measure;
    }

    @Override
    public void add(TensorData prediction, TensorData target) {
      add(prediction, target, null);
    }

    @Override
    public void add(TensorData prediction, TensorData target, @Nullable TensorData weights) {
      for (Logits row : Logits.rows(prediction, target, weights)) {
        sum += row.weight() * measure.of(row);
        count += row.weight();
      }
    }

    @Override
    public double result() {
      return sum / count;
    }
  }
}

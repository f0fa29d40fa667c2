package io.kindling.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The area is a share of pairs, and here they are counted. */
final class RocAucTest {
  private static final int ROWS = 60;
  private static final double ROUNDING = 1e-12;

  private final TorchRandom random = new TorchRandom(7);

  private float[] drawn(int count, int values) {
    float[] drawn = new float[count];
    for (int i = 0; i < count; i++) {
      drawn[i] = (float) Math.floor(random.nextFloat() * values);
    }
    return drawn;
  }

  private static double pairs(double[] scores, boolean[] positive, float[] weights) {
    double won = 0;
    double all = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (positive[i] && !positive[j]) {
          double pair = (double) weights[i] * weights[j];
          all += pair;
          won += scores[i] > scores[j] ? pair : scores[i] == scores[j] ? pair / 2 : 0;
        }
      }
    }
    return won / all;
  }

  private static TensorData column(float[] values) {
    return TensorData.of(values, Shape.of(values.length, 1));
  }

  @Test
  void equalScoresCountHalfAndRowsByTheirWeights() {
    float[] logits = drawn(ROWS, 6);
    float[] truth = drawn(ROWS, 2);
    float[] weights = drawn(ROWS, 3);
    double[] scores = new double[ROWS];
    boolean[] positive = new boolean[ROWS];
    for (int row = 0; row < ROWS; row++) {
      scores[row] = logits[row];
      positive[row] = truth[row] == 1;
    }
    Metric.Gatherer gatherer = Metrics.rocAuc().start();
    gatherer.add(column(logits), column(truth), TensorData.of(weights, Shape.of(ROWS)));
    double expected = pairs(scores, positive, weights);
    assertThat(gatherer.result()).isBetween(expected - ROUNDING, expected + ROUNDING);
  }

  @Test
  void classesAreToldFromAllOthersByTheirProbability() {
    int classes = 3;
    float[] logits = drawn(ROWS * classes, 9);
    long[] truth = new long[ROWS];
    float[] weights = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      truth[row] = (long) (random.nextFloat() * classes);
      weights[row] = 1;
    }
    double expected = 0;
    for (int label = 0; label < classes; label++) {
      double[] scores = new double[ROWS];
      boolean[] positive = new boolean[ROWS];
      for (int row = 0; row < ROWS; row++) {
        double sum = 0;
        for (int other = 0; other < classes; other++) {
          sum += Math.exp(logits[row * classes + other] - logits[row * classes + label]);
        }
        scores[row] = Math.rint(1e9 / sum); // equal ones differ in their last digits
        positive[row] = truth[row] == label;
      }
      expected += pairs(scores, positive, weights) / classes;
    }
    Metric.Gatherer gatherer = Metrics.rocAuc().start();
    int half = ROWS / 2;
    for (int from : new int[] {0, half}) {
      float[] part = Arrays.copyOfRange(logits, from * classes, (from + half) * classes);
      long[] labels = Arrays.copyOfRange(truth, from, from + half);
      gatherer.add(
          TensorData.of(part, Shape.of(half, classes)), TensorData.of(labels, Shape.of(half)));
    }
    assertThat(gatherer.result()).isBetween(expected - 1e-3, expected + 1e-3);
  }

  @Test
  void aPerfectOrderIsOneAndOneClassAloneHasNone() {
    Metric.Gatherer perfect = Metrics.rocAuc().start();
    perfect.add(column(new float[] {-3, 2, 5}), column(new float[] {0, 1, 1}));
    assertThat(perfect.result()).isEqualTo(1);

    Metric.Gatherer alone = Metrics.rocAuc().start();
    alone.add(column(new float[] {-3, 2, 5}), column(new float[] {1, 1, 1}));
    assertThat(alone.result()).isNaN();
  }

  @Test
  void whatIsNoNumberHasNoPlaceInAnOrder() {
    Metric.Gatherer gatherer = Metrics.rocAuc().start();
    gatherer.add(column(new float[] {1, Float.NaN, 0}), column(new float[] {1, 1, 0}));
    assertThat(gatherer.result()).isNaN();
  }
}

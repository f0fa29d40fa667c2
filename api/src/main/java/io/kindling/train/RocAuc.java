package io.kindling.train;

import io.kindling.core.DType;
import io.kindling.core.TensorData;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the area under the receiver operating characteristic, of each class or column. */
final class RocAuc implements Metric.Gatherer {
  /** The scores of each class or column, row by row. */
  private final List<List<Scored>> columns = new ArrayList<>();

  /**
   * A row's score.
   *
   * @param score the higher, the surer
   * @param positive whether it is true
   * @param weight how much the row counts
   */
  private record Scored(double score, boolean positive, double weight) {}

  @Override
  public void add(TensorData prediction, TensorData target) {
    add(prediction, target, null);
  }

  @Override
  public void add(TensorData prediction, TensorData target, @Nullable TensorData weights) {
    boolean classes = target.dtype() == DType.INT64;
    int width = prediction.shape().rank() == 1 ? 1 : (int) prediction.shape().size(1);
    while (columns.size() < width) {
      columns.add(new ArrayList<>());
    }
    int at = 0;
    for (Logits row : Logits.rows(prediction, target, weights)) {
      if (classes) {
        addClasses(row);
      } else {
        columns
            .get(at++ % width)
            .add(new Scored(row.values().get(0), row.truth() >= 0.5, row.weight()));
      }
    }
  }

  /** A class's logit says nothing by itself: what it is above the others of its row does. */
  private void addClasses(Logits row) {
    FloatBuffer logits = row.values();
    double all = row.logSumExp();
    for (int label = 0; label < logits.limit(); label++) {
      columns
          .get(label)
          .add(new Scored(logits.get(label) - all, row.truth() == label, row.weight()));
    }
  }

  @Override
  public double result() {
    return columns.stream()
        .mapToDouble(RocAuc::area)
        .filter(area -> !Double.isNaN(area))
        .average()
        .orElse(Double.NaN);
  }

  /** Each true row passes all others below it, and half of those beside it. */
  private static double area(List<Scored> rows) {
    rows.sort(Comparator.comparingDouble(Scored::score)); // NaN last
    if (!rows.isEmpty() && Double.isNaN(rows.get(rows.size() - 1).score())) {
      return Double.NaN;
    }
    double below = 0;
    double above = 0;
    double passed = 0;
    int next = 0;
    while (next < rows.size()) {
      double score = rows.get(next).score();
      double positive = 0;
      double negative = 0;
      do {
        Scored row = rows.get(next++);
        if (row.positive()) {
          positive += row.weight();
        } else {
          negative += row.weight();
        }
      } while (next < rows.size() && rows.get(next).score() == score);
      passed += positive * (below + negative / 2);
      below += negative;
      above += positive;
    }
    return passed / (below * above);
  }
}

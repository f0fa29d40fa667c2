package io.kindling.cli.model;

import io.kindling.data.Batches;
import io.kindling.data.Dataset;
import io.kindling.data.Rows;
import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import io.kindling.nn.BceWithLogitsSpec;
import io.kindling.nn.CrossEntropySpec;
import io.kindling.nn.LossSpec;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Weights by which all classes count alike, however many rows they have: {@code n / (k n_c)} for
 * each of the k classes, as scikit-learn's {@code class_weight='balanced'}. A loss of two labels
 * has them as the one weight of the second, {@code n_0 / n_1}. Where rows have weights, n are sums
 * of these. A class without a row counts as it would without weights.
 */
public final class BalancedClasses {
  private static final int MOST_ROWS = 8192;

  private BalancedClasses() {}

  /**
   * Finds out whether a loss can weigh classes, and has no weights yet.
   *
   * @throws DataException if it cannot, or has
   */
  public static void check(LossSpec loss) {
    List<Double> typed;
    if (loss instanceof CrossEntropySpec spec) {
      typed = spec.weight();
    } else if (loss instanceof BceWithLogitsSpec spec) {
      typed = spec.posWeight();
    } else {
      throw refused("the loss must weigh classes", loss);
    }
    if (!typed.isEmpty()) {
      throw refused("weights are chosen or given in the loss, not both", loss);
    }
  }

  private static DataException refused(String rule, LossSpec loss) {
    return new DataException(
        "--class-weights", rule, "--loss " + loss, "cross_entropy() or bce_with_logits()", null);
  }

  /**
   * A loss with weights.
   *
   * @param loss the loss, which {@link #check} lets through
   * @param training the rows to learn from
   * @param outputs how many outputs the model has
   */
  public static LossSpec of(LossSpec loss, Dataset training, int outputs) {
    return loss instanceof CrossEntropySpec spec
        ? spec.weight(weights(spec, training, outputs))
        : ((BceWithLogitsSpec) loss).posWeight(positive(training, outputs));
  }

  private static List<Double> weights(CrossEntropySpec loss, Dataset training, int classes) {
    double[] counts = new double[classes];
    forEach(
        training,
        (rows, weights) -> {
          LongBuffer labels = rows.targets().longs();
          for (int row = 0; row < labels.limit(); row++) {
            counts[(int) labels.get(row)] += weights.applyAsDouble(row);
          }
        });
    if (loss.ignoreIndex() >= 0 && loss.ignoreIndex() < classes) {
      counts[loss.ignoreIndex()] = 0;
    }
    double all = Arrays.stream(counts).sum();
    long there = Arrays.stream(counts).filter(count -> count > 0).count();
    return Arrays.stream(counts)
        .mapToObj(count -> count == 0 ? 1.0 : all / (there * count))
        .toList();
  }

  private static List<Double> positive(Dataset training, int columns) {
    double[] zeros = new double[columns];
    double[] ones = new double[columns];
    forEach(
        training,
        (rows, weights) -> {
          FloatBuffer labels = rows.targets().floats();
          for (int i = 0; i < labels.limit(); i++) {
            (labels.get(i) > 0 ? ones : zeros)[i % columns] += weights.applyAsDouble(i / columns);
          }
        });
    return IntStream.range(0, columns)
        .mapToObj(i -> ones[i] == 0 || zeros[i] == 0 ? 1.0 : zeros[i] / ones[i])
        .toList();
  }

  /** Goes through rows and the weight of each. */
  private static void forEach(Dataset data, BiConsumer<Rows, IntToDoubleFunction> use) {
    int most = data instanceof TableDataset table ? Math.min(MOST_ROWS, table.rows()) : MOST_ROWS;
    int width = data.beside().width();
    try (Batches.Cursor batches = Batches.of(data, most).epoch()) {
      while (batches.hasNext()) {
        Rows rows = batches.next();
        float[] beside =
            data.beside().weight() && rows.beside() != null ? rows.beside().toFloatArray() : null;
        use.accept(rows, row -> beside == null ? 1 : beside[row * width]);
      }
    }
  }
}

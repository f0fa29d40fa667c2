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
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Weights by which all classes count alike, however many rows they have: {@code n / (k n_c)} for
 * each of the k classes, as scikit-learn's {@code class_weight='balanced'}. A loss of two labels
 * has them as the one weight of the second, {@code n_0 / n_1}. A class without a row counts as it
 * would without weights.
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
    long[] counts = new long[classes];
    forEach(
        training,
        rows -> {
          for (LongBuffer labels = rows.targets().longs(); labels.hasRemaining(); ) {
            counts[(int) labels.get()]++;
          }
        });
    if (loss.ignoreIndex() >= 0 && loss.ignoreIndex() < classes) {
      counts[loss.ignoreIndex()] = 0;
    }
    long all = Arrays.stream(counts).sum();
    long there = Arrays.stream(counts).filter(count -> count > 0).count();
    return Arrays.stream(counts)
        .mapToObj(count -> count == 0 ? 1.0 : (double) all / (there * count))
        .toList();
  }

  private static List<Double> positive(Dataset training, int columns) {
    long[] zeros = new long[columns];
    long[] ones = new long[columns];
    forEach(
        training,
        rows -> {
          FloatBuffer labels = rows.targets().floats();
          for (int i = 0; i < labels.limit(); i++) {
            (labels.get(i) > 0 ? ones : zeros)[i % columns]++;
          }
        });
    return IntStream.range(0, columns)
        .mapToObj(i -> ones[i] == 0 || zeros[i] == 0 ? 1.0 : (double) zeros[i] / ones[i])
        .toList();
  }

  private static void forEach(Dataset data, Consumer<Rows> use) {
    int most = data instanceof TableDataset table ? Math.min(MOST_ROWS, table.rows()) : MOST_ROWS;
    try (Batches.Cursor batches = Batches.of(data, most).epoch()) {
      while (batches.hasNext()) {
        use.accept(batches.next());
      }
    }
  }
}

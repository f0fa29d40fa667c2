package io.kindling.spark;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import io.kindling.nn.ModuleSpec;
import io.kindling.table.FeatureColumns;
import java.util.List;
import java.util.stream.IntStream;

/** Nets that have learned nothing, for predictions that are compared. */
public final class ScoringModels {
  private ScoringModels() {}

  /**
   * A net.
   *
   * @param columns what goes in
   * @param outputs what comes out
   * @return such a model, of random weights
   */
  public static TrainedModel net(FeatureColumns columns, Outputs outputs) {
    int width = columns.features().size();
    ModuleSpec net =
        ModuleSpec.parse(
            "sequential(linear(%d, 8), relu(), linear(8, %d))".formatted(width, outputs.width()));
    try (Backend backend = Backends.open("cpu")) {
      backend.manualSeed(7);
      return new TrainedModel(
          net, columns, outputs, scaling(width, outputs), backend.module(net).stateDict());
    }
  }

  private static Standardizer scaling(int features, Outputs outputs) {
    return new Standardizer(
        scaling(features), outputs.areLabels() ? null : scaling(outputs.width()));
  }

  private static Scaling scaling(int columns) {
    return new Scaling(
        IntStream.range(0, columns).mapToObj(i -> 0.1 * i - 0.3).toList(),
        IntStream.range(0, columns).mapToObj(i -> 1 + 0.7 * i).toList());
  }

  /**
   * A net of numbers.
   *
   * @param features names of the columns
   * @param targets names of what is predicted
   * @return such a model, of random weights
   */
  public static TrainedModel numbers(List<String> features, String... targets) {
    return net(FeatureColumns.numbers(features), Outputs.numbers(targets));
  }
}

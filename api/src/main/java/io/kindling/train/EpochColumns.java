package io.kindling.train;

import io.kindling.train.resume.Best;
import io.kindling.train.resume.Past;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Epochs as a checkpoint holds them: a column of numbers for each thing told. */
final class EpochColumns {
  private EpochColumns() {}

  static Past of(List<Epoch> epochs, @Nullable Best best) {
    Map<String, double[]> metrics = new LinkedHashMap<>();
    boolean validated = false;
    if (!epochs.isEmpty()) {
      Epoch first = epochs.get(0);
      validated = first.validationLoss().isPresent();
      for (String name : first.metrics().keySet()) {
        metrics.put(name, column(epochs, epoch -> epoch.metrics().getOrDefault(name, Double.NaN)));
      }
    }
    return new Past(
        column(epochs, Epoch::loss),
        validated ? column(epochs, epoch -> epoch.validationLoss().orElseThrow()) : null,
        column(epochs, Epoch::learningRate),
        metrics,
        best);
  }

  private static double[] column(List<Epoch> epochs, ToDoubleFunction<Epoch> number) {
    return epochs.stream().mapToDouble(number).toArray();
  }

  static List<Epoch> epochs(Past past) {
    double[] validation = past.validationLosses();
    List<Epoch> epochs = new ArrayList<>();
    for (int i = 0; i < past.epochs(); i++) {
      Map<String, Double> measured = new LinkedHashMap<>();
      for (Map.Entry<String, double[]> metric : past.metrics().entrySet()) {
        measured.put(metric.getKey(), metric.getValue()[i]);
      }
      OptionalDouble judged =
          validation == null ? OptionalDouble.empty() : OptionalDouble.of(validation[i]);
      epochs.add(new Epoch(i + 1, past.losses()[i], judged, past.learningRates()[i], measured));
    }
    return List.copyOf(epochs);
  }
}

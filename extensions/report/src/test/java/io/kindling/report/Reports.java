package io.kindling.report;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.train.Epoch;
import io.kindling.train.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Reports to try things on. */
final class Reports {
  private Reports() {}

  static History history(int epochs) {
    List<Epoch> all = new ArrayList<>();
    for (int i = 1; i <= epochs; i++) {
      all.add(new Epoch(i, 1.0 / i, OptionalDouble.of(1.5 / i), 0.01, Map.of()));
    }
    return new History(all, History.End.COMPLETED, epochs);
  }

  static Points points(String feature, String target, int rows) {
    PointTally tally =
        feature.isEmpty() ? PointTally.against(target) : PointTally.over(feature, target);
    for (int i = 0; i < rows; i++) {
      double actual = i % 97;
      tally.add(feature.isEmpty() ? actual : i, actual, actual + i % 5 - 2);
    }
    return tally.points();
  }

  static ConfusionCounts confusion(String target, List<String> classes) {
    List<ConfusionCounts.Count> counts = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      counts.add(new ConfusionCounts.Count(i, i, 10));
      counts.add(new ConfusionCounts.Count(i, (i + 1) % classes.size(), 3));
    }
    return new ConfusionCounts(target, classes, counts);
  }

  static ColumnSummary numbers(String name, double... cells) {
    ColumnTally tally = new ColumnTally(name, "feature");
    for (double cell : cells) {
      tally.add(cell);
    }
    return tally.summary();
  }

  static ColumnSummary labels(String name, String... cells) {
    ColumnTally tally = new ColumnTally(name, "target");
    for (String cell : cells) {
      tally.add(cell);
    }
    tally.addMissing();
    return tally.summary();
  }

  /** With a text in every place that takes one. */
  static TrainingReport everything(String text) {
    return new TrainingReport(text)
        .command(text)
        .setUp(text, text)
        .data(
            new DataSummary(
                text,
                4,
                List.of(numbers(text, 1, 2, 3, 4.5), labels(text, text, text, "other")),
                Map.of(text, text)))
        .history(history(5))
        .points(points(text, text, 30))
        .points(points("", text, 30))
        .confusion(confusion(text, List.of(text, "b", "c")))
        .confusion(confusion(text, IntStream.range(0, 20).mapToObj(i -> text + i).toList()))
        .weights(
            new WeightTable(
                List.of(text),
                List.of(
                    new WeightTable.Input(text, 2, List.of(0.25)),
                    new WeightTable.Input(text, 1, List.of(-0.5)),
                    new WeightTable.Input("(intercept)", Double.NaN, List.of(3.0)))))
        .parameters(Map.of(text, TensorData.of(new float[6], Shape.of(2, 3))))
        .metrics(text, Map.of(text, 0.5))
        .note(text)
        .version(text, text);
  }
}

package io.kindling.plot;

import io.kindling.plot.Series.Style;
import io.kindling.text.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The charts of trainings and predictions. */
final class Charts {
  /** A share of a target's size that predictions of one value may differ by, as float32 do. */
  private static final double NOISE = 1e-5;

  private static final int MOST_CURVES = 6;

  private Charts() {}

  static Chart fit(String feature, double[] x, List<Outcome> outcomes) {
    Chart.Builder chart = new Chart.Builder();
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      Lengths.check("fit", outcome.name(), outcome.actual().length, x.length);
      chart.add(named(outcomes, i, "data"), Style.POINTS, 2 * i, x, outcome.actual());
    }
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      chart.add(named(outcomes, i, "predicted"), Style.DASHES, 2 * i + 1, x, outcome.predicted());
    }
    return chart.build(
        names(outcomes) + " over " + Printable.piece(feature),
        axis(feature, 0, chart.xs()),
        axis(outcomes.size() == 1 ? outcomes.get(0).name() : "", noise(outcomes), chart.ys()));
  }

  static Chart against(List<Outcome> outcomes) {
    Chart.Builder chart = new Chart.Builder();
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      chart.add(outcome.name(), Style.POINTS, i, outcome.actual(), outcome.predicted());
    }
    List<double[]> all = Stream.concat(chart.xs().stream(), chart.ys().stream()).toList();
    Axis actual = axis("actual", noise(outcomes), all);
    double[] ends = {actual.low(), actual.high()};
    chart.guide("predicted = actual", ends, ends);
    return chart.build(
        names(outcomes) + ": predicted against actual",
        actual,
        new Axis("predicted", actual.low(), actual.high(), actual.scale()));
  }

  static Chart residuals(List<Outcome> outcomes) {
    Chart.Builder chart = new Chart.Builder();
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      chart.add(outcome.name(), Style.POINTS, i, outcome.predicted(), outcome.residuals());
    }
    Axis predicted = axis("predicted", NOISE, chart.xs());
    chart.guide(
        "actual = predicted", new double[] {predicted.low(), predicted.high()}, new double[2]);
    return chart.build(
        names(outcomes) + ": residuals", predicted, axis("actual - predicted", 0, chart.ys()));
  }

  static Chart losses(double[] epochs, double[] training, double[] validation) {
    Chart.Builder chart = new Chart.Builder();
    Lengths.check("losses", "training", training.length, epochs.length);
    chart.add("training", Style.LINE, 1, epochs, training);
    if (validation.length > 0) {
      Lengths.check("losses", "validation", validation.length, epochs.length);
      chart.add("validation", Style.DASHES, 2, epochs, validation);
    }
    boolean log = Axis.isLog(chart.ys());
    return chart.build(
        "Loss over the epochs",
        Axis.of("epoch", Axis.Scale.WHOLE, 0, chart.xs()),
        Axis.of("loss", log ? Axis.Scale.LOG : Axis.Scale.LINEAR, 0, chart.ys()));
  }

  static Chart probability(String feature, double[] x, String other, Scored scored) {
    Lengths.check("probability", feature, x.length, scored.actual().length);
    Chart.Builder chart = new Chart.Builder();
    for (int index = 0; index < 2; index++) {
      boolean of = index == 1;
      int[] rows = Rows.where(scored.actual(), of);
      double[] at = new double[rows.length];
      Arrays.fill(at, index);
      chart.add(of ? scored.name() : other, Style.POINTS, 2 * index, Rows.pick(x, rows), at);
    }
    chart.add("predicted", Style.DASHES, 1, x, scored.scores());
    String name = "probability of " + Printable.piece(scored.name());
    return chart.build(
        name + " over " + Printable.piece(feature),
        axis(feature, 0, chart.xs()),
        axis(name, 0, Stream.concat(chart.ys().stream(), Stream.of(new double[] {0, 1})).toList()));
  }

  static Chart roc(List<Scored> classes) {
    Chart.Builder chart = new Chart.Builder();
    List<Scored> shown = classes.stream().limit(MOST_CURVES).toList();
    for (int i = 0; i < shown.size(); i++) {
      Roc roc = Roc.of(shown.get(i));
      String name = Printable.piece(shown.get(i).name()) + " (AUC " + roc.areaText() + ")";
      chart.add(name, i % 2 == 0 ? Style.LINE : Style.DASHES, i + 1, roc.x(), roc.y());
    }
    double[] ends = {0, 1};
    chart.guide("chance", ends, ends);
    if (shown.size() < classes.size()) {
      chart.remark("The first " + shown.size() + " of " + classes.size() + " classes.");
    }
    return chart.build(
        classes.size() == 1
            ? Printable.piece(classes.get(0).name()) + ": ROC curve"
            : "ROC curves, each class against the rest",
        axis("false positive rate", 0, List.of(ends)),
        axis("true positive rate", 0, List.of(ends)));
  }

  private static Axis axis(String name, double noise, List<double[]> values) {
    return Axis.of(Printable.piece(name), Axis.Scale.LINEAR, noise, values);
  }

  /** What predictions may differ by and be one: nothing where the true values differ at all. */
  private static double noise(List<Outcome> outcomes) {
    boolean differ =
        outcomes.stream()
            .anyMatch(outcome -> Arrays.stream(outcome.actual()).distinct().limit(2).count() > 1);
    return differ ? 0 : NOISE;
  }

  private static String named(List<Outcome> outcomes, int index, String what) {
    return outcomes.size() == 1 ? what : outcomes.get(index).name() + ", " + what;
  }

  private static String names(List<Outcome> outcomes) {
    return Printable.piece(outcomes.stream().map(Outcome::name).collect(Collectors.joining(", ")));
  }
}

package io.kindling.report;

import io.kindling.text.Printable;
import io.kindling.train.Epoch;
import io.kindling.train.History;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Charts as the page's script finds them: their numbers, and what these are. */
final class Charts {
  private static final int MOST_EPOCHS = 2000;
  private static final int MOST_LISTED = 50;
  private static final double MOST_WHOLE = 1L << 53;
  private static final String LINE = "line";

  private final Html html;

  Charts(Html html) {
    this.html = html;
  }

  /** The losses of all epochs, or of some of many. */
  void losses(History history, boolean live) {
    List<Epoch> epochs = Thinned.to(history.epochs(), MOST_EPOCHS);
    boolean validated = history.epochs().stream().anyMatch(e -> e.validationLoss().isPresent());
    begin(live ? "The losses so far." : caption(history, epochs.size(), validated), "chart losses");
    plot("losses by epoch", live);
    series("x", "epoch", epochs, Epoch::number);
    series(LINE, "training loss", epochs, Epoch::loss);
    if (validated || live) {
      series("dashes", "validation loss", epochs, e -> e.validationLoss().orElse(Double.NaN));
    }
    html.close("div");
    if (!live) {
      listed(history, validated);
    }
    html.close("figure").line();
  }

  private static String caption(History history, int shown, boolean validated) {
    int done = history.epochs().size();
    StringBuilder text = new StringBuilder(Figures.count(done, "epoch", "epochs"));
    text.append("; the loss went from ").append(Figures.of(history.epochs().get(0).loss()));
    text.append(" to ").append(Figures.of(history.last().loss()));
    if (history.bestEpoch() > 0) {
      text.append(validated ? ", the best epoch by validation loss was " : ", the best epoch was ");
      text.append(history.bestEpoch());
    }
    if (shown < done) {
      text.append(". Of ").append(Figures.count(done)).append(" epochs ");
      text.append(Figures.count(shown)).append(" are drawn");
    }
    return text.append('.').toString();
  }

  /** The same as a table, which can be read without seeing, and copied. */
  private void listed(History history, boolean validated) {
    List<Epoch> epochs = Thinned.to(history.epochs(), MOST_LISTED);
    html.open("details").element("summary", "The losses as a table");
    html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "losses");
    html.open("table").open("thead").open("tr").element("th", "epoch", "scope", "col");
    html.element("th", "training loss", "scope", "col");
    if (validated) {
      html.element("th", "validation loss", "scope", "col");
    }
    html.close("tr").close("thead").open("tbody").line();
    for (Epoch epoch : epochs) {
      html.open("tr").element("th", epoch.number() + "", "scope", "row");
      html.element("td", Figures.of(epoch.loss()));
      if (validated) {
        html.element("td", Figures.of(epoch.validationLoss().orElse(Double.NaN)));
      }
      html.close("tr").line();
    }
    html.close("tbody").close("table").close("div").close("details");
  }

  /** What was predicted, over a feature or against what is actual. */
  void points(Points points) {
    String target = Printable.piece(points.target());
    String feature = Printable.piece(points.feature());
    boolean fit = !feature.isEmpty();
    List<Points.Point> sorted =
        points.points().stream()
            .sorted(
                Comparator.comparingDouble(Points.Point::x)
                    .thenComparingDouble(Points.Point::actual))
            .toList();
    String what =
        fit
            ? target + " over " + feature + ": the rows, and what the model says"
            : target + ": what the model says of each row against what is so";
    begin(what + drawn(points) + ".", "chart");
    plot(fit ? target + " over " + feature : target + ", predicted against actual", false);
    series("x", fit ? feature : "actual " + target, sorted, Points.Point::x);
    if (fit) {
      series("points", target, sorted, Points.Point::actual);
      series(LINE, "predicted", sorted, Points.Point::predicted);
    } else {
      series("points", "predicted " + target, sorted, Points.Point::predicted);
      series("dashes", "where both are equal", sorted, Points.Point::x);
    }
    html.close("div").close("figure").line();
  }

  private static String drawn(Points points) {
    int drawn = points.points().size();
    return drawn < points.rows()
        ? "; of " + Figures.count(points.rows()) + " rows " + Figures.count(drawn) + " are drawn"
        : "";
  }

  private void begin(String caption, String style) {
    html.open("figure", "class", style).element("figcaption", caption);
  }

  private void plot(String label, boolean live) {
    html.open(
        "div",
        "class",
        "plot",
        "role",
        "group",
        "tabindex",
        "0",
        "aria-label",
        "chart: " + label + "; arrow keys read the values",
        live ? "data-live" : "data-kept",
        "");
  }

  /** Whole numbers, such as those of epochs, have all their digits. */
  private static String value(double number) {
    return !Double.isFinite(number)
        ? ""
        : number == Math.rint(number) && Math.abs(number) < MOST_WHOLE
            ? Long.toString((long) number)
            : Figures.of(number);
  }

  private <E> void series(String style, String name, List<E> all, ToDoubleFunction<E> number) {
    String values =
        all.stream()
            .map(element -> value(number.applyAsDouble(element)))
            .collect(Collectors.joining(","));
    html.open("data", "class", style, "data-name", name, "value", values).close("data").line();
  }
}

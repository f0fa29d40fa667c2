package io.kindling.report;

import io.kindling.text.Printable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The weights of a linear model: a row for each input, a column for each output; of many the
 * largest.
 */
final class WeightRows {
  private static final int MOST_ROWS = 100;
  private static final int MOST_COLUMNS = 12;
  private static final int HALF = 50; // of a bar's picture

  private final Html html;
  private final WeightTable table;

  WeightRows(Html html, WeightTable table) {
    this.html = html;
    this.table = table;
  }

  void write() {
    int columns = Math.min(MOST_COLUMNS, table.outputs().size());
    double largest = table.inputs().stream().mapToDouble(WeightRows::effect).max().orElse(0);
    boolean bars = table.outputs().size() == 1 && largest > 0;
    if (bars) {
      html.element(
          "p",
          "A bar is what one standard deviation of the input changes the output by: to the left it"
              + " lowers it, to the right it raises it.");
    }
    html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "weights");
    html.open("table", "class", "weights").open("thead").open("tr");
    html.element("th", "input", "scope", "col");
    table.outputs().stream()
        .limit(columns)
        .forEach(output -> html.element("th", Printable.piece(output), "scope", "col"));
    if (bars) {
      html.element("th", "per standard deviation", "scope", "col");
    }
    html.close("tr").close("thead").open("tbody").line();
    for (int row : largest()) {
      WeightTable.Input input = table.inputs().get(row);
      html.open("tr").element("th", Printable.piece(input.name()), "scope", "row");
      input.weights().stream()
          .limit(columns)
          .forEach(weight -> html.element("td", Figures.of(weight)));
      if (bars) {
        bar(input, largest);
      }
      html.close("tr").line();
    }
    html.close("tbody").close("table").close("div");
    more(table.inputs().size() - MOST_ROWS, "inputs of smaller weights");
    more(table.outputs().size() - columns, "outputs");
  }

  /** All rows in order, or the largest ones of many, the largest first. */
  private List<Integer> largest() {
    List<Integer> all = IntStream.range(0, table.inputs().size()).boxed().toList();
    return all.size() <= MOST_ROWS
        ? all
        : all.stream()
            .sorted(Comparator.comparingDouble(row -> -size(table.inputs().get(row))))
            .limit(MOST_ROWS)
            .toList();
  }

  private static double size(WeightTable.Input input) {
    double effect = effect(input);
    return effect > 0 ? effect : input.weights().stream().mapToDouble(Math::abs).max().orElse(0);
  }

  /** How much a deviation of the input changes an output, at most; 0 where that is not known. */
  private static double effect(WeightTable.Input input) {
    return Double.isFinite(input.deviation())
        ? input.deviation() * input.weights().stream().mapToDouble(Math::abs).max().orElse(0)
        : 0;
  }

  private void bar(WeightTable.Input input, double largest) {
    double effect = input.weights().get(0) * input.deviation();
    if (Double.isNaN(effect)) {
      html.element("td", "");
      return;
    }
    double length = Math.abs(effect) / largest * HALF;
    html.open("td", "class", "bar");
    html.open(
        "svg",
        "viewBox",
        "0 0 100 10",
        "class",
        "bar",
        "aria-hidden",
        "true",
        "focusable",
        "false");
    html.open(
            "rect",
            "class",
            effect < 0 ? "negative" : "positive",
            "x",
            Figures.of(effect < 0 ? HALF - length : HALF),
            "y",
            "1",
            "width",
            Figures.of(length),
            "height",
            "8")
        .close("rect");
    html.open("path", "d", "M50 0V10").close("path").close("svg");
    html.element("span", Figures.of(effect)).close("td");
  }

  private void more(int count, String what) {
    if (count > 0) {
      html.element("p", "And " + Figures.count(count) + " more " + what + ".", "class", "more");
    }
  }
}

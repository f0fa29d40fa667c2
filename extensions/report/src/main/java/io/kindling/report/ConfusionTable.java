package io.kindling.report;

import io.kindling.text.Printable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How often classes were taken for each other: all pairs of few classes, else for each class how
 * often it was right and what it was mostly taken for.
 */
final class ConfusionTable {
  private static final int WIDEST = 10;
  private static final int MOST_ROWS = 100;
  private static final int SHADES = 5;

  private final Html html;
  private final ConfusionCounts counts;
  private final Map<List<Integer>, Long> pairs = new HashMap<>();
  private final long[] rows;

  ConfusionTable(Html html, ConfusionCounts counts) {
    this.html = html;
    this.counts = counts;
    this.rows = new long[counts.classes().size()];
    for (ConfusionCounts.Count count : counts.counts()) {
      pairs.merge(List.of(count.actual(), count.predicted()), count.rows(), Long::sum);
      rows[count.actual()] += count.rows();
    }
  }

  void write() {
    String target = Printable.piece(counts.target());
    boolean matrix = rows.length <= WIDEST;
    String what = matrix ? "a row is what is so, a column what the model says" : "class by class";
    html.element("p", target + ": " + what + ".", "class", "more");
    html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", target);
    html.open("table", "class", matrix ? "confusion matrix" : "confusion");
    html.open("thead").open("tr").element("th", target, "scope", "col");
    if (matrix) {
      counts
          .classes()
          .forEach(name -> html.element("th", "as " + Printable.piece(name), "scope", "col"));
    }
    html.element("th", "rows", "scope", "col").element("th", "recall", "scope", "col");
    if (!matrix) {
      html.element("th", "mostly taken for", "scope", "col");
    }
    html.close("tr").close("thead").open("tbody").line();
    shown().forEach(actual -> row(actual, matrix));
    html.close("tbody").close("table").close("div");
    if (rows.length > MOST_ROWS) {
      html.element(
          "p",
          "And " + Figures.count(rows.length - MOST_ROWS) + " more classes of fewer rows.",
          "class",
          "more");
    }
    html.line();
  }

  /** All classes, or of many those with the most rows. */
  private List<Integer> shown() {
    List<Integer> all = IntStream.range(0, rows.length).boxed().toList();
    return all.size() <= MOST_ROWS
        ? all
        : all.stream()
            .sorted(Comparator.comparingLong((Integer actual) -> -rows[actual]))
            .limit(MOST_ROWS)
            .sorted()
            .toList();
  }

  private void row(int actual, boolean matrix) {
    html.open("tr").element("th", Printable.piece(counts.classes().get(actual)), "scope", "row");
    for (int predicted = 0; matrix && predicted < rows.length; predicted++) {
      cell(actual, predicted);
    }
    html.element("td", Figures.count(rows[actual]));
    html.element(
        "td", rows[actual] == 0 ? "" : Figures.percent(count(actual, actual), rows[actual]));
    if (!matrix) {
      html.element("td", mistake(actual));
    }
    html.close("tr").line();
  }

  private long count(int actual, int predicted) {
    return pairs.getOrDefault(List.of(actual, predicted), 0L);
  }

  /** The darker the more of the class's rows; what is right stands in bold. */
  private void cell(int actual, int predicted) {
    long count = count(actual, predicted);
    long shade = count == 0 ? 0 : 1 + (SHADES - 1) * count / rows[actual];
    String right = actual == predicted ? "right" : "wrong";
    html.element("td", Figures.count(count), "class", right + " shade" + shade);
  }

  private String mistake(int actual) {
    Optional<ConfusionCounts.Count> most =
        counts.counts().stream()
            .filter(count -> count.actual() == actual && count.predicted() != actual)
            .max(Comparator.comparingLong(ConfusionCounts.Count::rows));
    return most.map(
            count ->
                Printable.piece(counts.classes().get(count.predicted()))
                    + " ("
                    + Figures.count(count.rows())
                    + ")")
        .orElse("");
  }
}

package io.kindling.report;

import java.util.List;
import java.util.stream.Collectors;

/** Small pictures of distributions. */
final class Histogram {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 28;

  /** So few bars stand apart. */
  private static final int FEW = 12;

  private Histogram() {}

  static void draw(Html html, Distribution.Numbers numbers) {
    String label =
        "from "
            + DataSection.figure(numbers, numbers.least())
            + " to "
            + DataSection.figure(numbers, numbers.greatest())
            + ", most of them "
            + fullest(numbers);
    draw(html, label, numbers.bins());
  }

  private static String fullest(Distribution.Numbers numbers) {
    int fullest = 0;
    for (int i = 1; i < numbers.bins().size(); i++) {
      fullest = numbers.bins().get(i) > numbers.bins().get(fullest) ? i : fullest;
    }
    double from = Math.max(numbers.least(), numbers.low() + fullest * numbers.width());
    double to = Math.min(numbers.greatest(), numbers.low() + (fullest + 1) * numbers.width());
    return "between "
        + DataSection.figure(numbers, from)
        + " and "
        + DataSection.figure(numbers, to);
  }

  static void draw(Html html, Distribution.Labels labels) {
    String label =
        labels.most().stream()
            .limit(3)
            .map(most -> most.text() + " " + Figures.count(most.cells()))
            .collect(Collectors.joining(", "));
    draw(html, label, labels.most().stream().map(Distribution.Label::cells).toList());
  }

  private static void draw(Html html, String label, List<Long> bars) {
    html.open(
        "svg",
        "viewBox",
        "0 0 " + WIDTH + " " + HEIGHT,
        "class",
        "histogram",
        "preserveAspectRatio",
        "none",
        "role",
        "img",
        "aria-label",
        label);
    html.open("path", "d", path(bars)).close("path").close("svg");
  }

  /** A bar for each count; what is not nothing can be seen. */
  private static String path(List<Long> bars) {
    int gap = bars.size() <= FEW ? 2 : 0;
    long most = bars.stream().mapToLong(Long::longValue).max().orElse(1);
    double width = Math.min((double) WIDTH / bars.size(), WIDTH / 8.0);
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < bars.size(); i++) {
      long count = bars.get(i);
      if (count > 0) {
        double height = Math.max(1, (double) HEIGHT * count / most);
        path.append('M').append(Figures.of(round(i * width))).append(' ').append(HEIGHT);
        path.append('v').append(Figures.of(-round(height)));
        path.append('h').append(Figures.of(round(width - gap))).append('V').append(HEIGHT);
        path.append('z');
      }
    }
    return path.toString();
  }

  private static double round(double length) {
    return Math.rint(length * 10) / 10;
  }
}

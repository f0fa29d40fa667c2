package io.kindling.plot;

import io.kindling.plot.Shape.Anchor;
import io.kindling.plot.Shape.Font;
import io.kindling.plot.Shape.Line;
import io.kindling.plot.Shape.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Places a chart's parts: title, legend, axes and series, from top to bottom. */
final class ChartDrawing {
  private static final int MARGIN = 24;
  private static final int ROW = 24;
  private static final int MOST_POINTS = 2000;
  private static final int FEW_POINTS = 200;
  private static final int STRETCHES = 450;
  private static final int SAMPLE = 30;
  private static final double RADIUS = 5.5;
  private static final double DASH = 11;

  private final Chart chart;
  private final List<Shape> shapes = new ArrayList<>();
  private final Ticks across;
  private final Ticks up;
  private final double left;
  private final double top;
  private final double width;
  private final double height;

  ChartDrawing(Chart chart) {
    this.chart = chart;
    this.up = Ticks.of(chart.y(), 8);
    this.left = MARGIN + 32 + widest(up);
    this.width = Drawing.WIDTH - MARGIN - 8 - left;
    this.across = fitting(chart.x(), width);
    this.top = MARGIN + 16 + legend(MARGIN + 16) + 14;
    int remarks = chart.remarks().size() + (isDense() ? 1 : 0);
    this.height = Drawing.HEIGHT - 64 - 20 * Math.min(1, remarks) - top;
  }

  private static double widest(Ticks ticks) {
    return ticks.marks().stream()
        .mapToDouble(mark -> Widths.pixels(mark.text(), Font.SMALL))
        .max()
        .orElse(0);
  }

  /** As many ticks as have room beside each other. */
  private static Ticks fitting(Axis axis, double width) {
    int most = 10;
    Ticks ticks = Ticks.of(axis, most);
    while (most > 1 && (widest(ticks) + 16) * ticks.marks().size() > width) {
      ticks = Ticks.of(axis, --most);
    }
    return ticks;
  }

  Drawing drawing() {
    words(chart.title(), MARGIN, MARGIN + 8, Anchor.START, Font.TITLE, Ink.TEXT, 900);
    axes();
    for (Series series : chart.series()) {
      if (series.name().isEmpty()) {
        shapes.addAll(drawn(series));
      } else {
        shapes.add(new Shape.Group(series.name(), drawn(series)));
      }
    }
    marks();
    List<String> remarks = new ArrayList<>(chart.remarks());
    if (isDense()) {
      remarks.add("The darker a place, the more of the points are in it.");
    }
    String remark = String.join(" ", remarks);
    words(remark, MARGIN, Drawing.HEIGHT - 10, Anchor.START, Font.SMALL, Ink.QUIET, 900);
    return new Drawing(chart.title(), (chart.description() + " " + remark).strip(), shapes);
  }

  /** The numbers of points, where they hide nothing. */
  private void marks() {
    MarkPlaces places = new MarkPlaces(left, top, width, height);
    if (!chart.marks().isEmpty()) {
      chart.series().stream()
          .filter(series -> !series.isLine() && !isDense(series))
          .forEach(series -> places.avoid(xs(series.x()), ys(series.y())));
    }
    chart.marks().forEach(mark -> shapes.add(places.words(x(mark.x()), y(mark.y()), mark.row())));
  }

  private void words(
      String text, double x, double y, Anchor anchor, Font font, Ink ink, double room) {
    if (!text.isEmpty()) {
      String fitted = Widths.fitted(text, font, room);
      shapes.add(new Words(fitted, x, y, anchor, font, false, ink));
    }
  }

  /** Draws which series is which, in as many rows as that takes; says how high they are. */
  private double legend(double y) {
    double x = MARGIN;
    int rows = 1;
    for (Series series : chart.named()) {
      String name = Widths.fitted(series.name(), Font.NAME, Drawing.WIDTH / 2.5);
      double before = (series.isLine() ? SAMPLE : 2 * RADIUS) + 10;
      double wide = before + Widths.pixels(name, Font.NAME);
      if (x > MARGIN && x + wide > Drawing.WIDTH - MARGIN) {
        x = MARGIN;
        rows++;
      }
      double middle = y + rows * ROW - 8;
      shapes.add(sample(series, x, middle));
      words(name, x + before, middle + 6, Anchor.START, Font.NAME, Ink.TEXT, 900);
      x += wide + 28;
    }
    return rows * ROW;
  }

  private static Shape sample(Series series, double x, double y) {
    return series.isLine()
        ? line(series, new double[] {x, x + SAMPLE}, new double[] {y, y})
        : new Shape.Circles(
            new double[] {x + RADIUS}, new double[] {y}, RADIUS, Ink.of(series.colour()));
  }

  private static Line line(Series series, double[] x, double[] y) {
    Ink ink = Ink.of(series.colour());
    return switch (series.style()) {
      case DASHES -> new Line(x, y, 3, DASH, ink);
      case GUIDE -> new Line(x, y, 1.5, 4, ink);
      case LINE, POINTS -> new Line(x, y, 2.5, 0, ink);
    };
  }

  private void axes() {
    double bottom = top + height;
    for (Ticks.Mark mark : up.marks()) {
      double y = y(mark.value());
      shapes.add(Line.straight(left, y, left + width, y, 1, Ink.GRID));
      words(mark.text(), left - 10, y + 5, Anchor.END, Font.SMALL, Ink.TEXT, 900);
    }
    for (Ticks.Mark mark : across.marks()) {
      double x = x(mark.value());
      shapes.add(Line.straight(x, top, x, bottom, 1, Ink.GRID));
      words(mark.text(), x, bottom + 20, Anchor.MIDDLE, Font.SMALL, Ink.TEXT, 900);
    }
    shapes.add(
        new Line(
            new double[] {left, left, left + width},
            new double[] {top, bottom, bottom},
            1.5,
            0,
            Ink.FRAME));
    String name = across.name(chart.x());
    words(name, left + width / 2, bottom + 46, Anchor.MIDDLE, Font.NAME, Ink.TEXT, width);
    String upwards = Widths.fitted(up.name(chart.y()), Font.NAME, height);
    double middle = top + height / 2;
    shapes.add(new Words(upwards, 26, middle, Anchor.MIDDLE, Font.NAME, true, Ink.TEXT));
  }

  private double x(double value) {
    return left + chart.x().at(value) * width;
  }

  private double y(double value) {
    return top + (1 - chart.y().at(value)) * height;
  }

  private static boolean isDense(Series series) {
    return !series.isLine() && series.x().length > MOST_POINTS;
  }

  private boolean isDense() {
    return chart.series().stream().anyMatch(ChartDrawing::isDense);
  }

  private List<Shape> drawn(Series series) {
    if (series.isLine()) {
      Outline outline = Outline.of(series.x(), series.y(), STRETCHES);
      double[] x = xs(outline.x());
      double[] y = ys(outline.y());
      boolean dot = x.length == 1; // which would not be seen
      return List.of(
          dot
              ? line(series, new double[] {x[0] - DASH, x[0] + DASH}, new double[] {y[0], y[0]})
              : line(series, x, y));
    }
    Ink ink = Ink.of(series.colour());
    double[] x = xs(series.x());
    double[] y = ys(series.y());
    if (isDense(series)) {
      return Density.of(x, y, left, top, width, height, ink);
    }
    boolean few =
        chart.series().stream().allMatch(one -> one.isLine() || one.x().length <= FEW_POINTS);
    return List.of(new Shape.Circles(x, y, few ? RADIUS : 3.5, ink.faint(few ? 0.8 : 0.6)));
  }

  private double[] xs(double[] values) {
    return Arrays.stream(values).map(this::x).toArray();
  }

  private double[] ys(double[] values) {
    return Arrays.stream(values).map(this::y).toArray();
  }
}

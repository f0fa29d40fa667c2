package io.kindling.plot;

import io.kindling.plot.Shape.Anchor;
import io.kindling.plot.Shape.Circles;
import io.kindling.plot.Shape.Font;
import io.kindling.plot.Shape.Line;
import io.kindling.plot.Shape.Words;
import java.util.ArrayList;
import java.util.List;

/** Places estimates: title, legend, the axis, and a line for each. */
final class EstimateDrawing {
  private static final int MARGIN = 24;
  private static final int TOP = 84;
  private static final int BELOW = 64;
  private static final int LONGEST_NAME = 280;
  private static final double HIGHEST_ROW = 48;
  private static final double SMALLEST_TEXT = 8;
  private static final int SAMPLE = 30;
  private static final double RADIUS = 5.5;
  private static final Ink CLEAR = Ink.of(1);
  private static final Ink UNCLEAR = Ink.FRAME;

  private final EstimateChart chart;
  private final List<Shape> shapes = new ArrayList<>();
  private final double row;
  private final Font font;
  private final double left;
  private final double width;
  private final double bottom;

  EstimateDrawing(EstimateChart chart) {
    this.chart = chart;
    int rows = Math.max(1, chart.estimates().size());
    double room = Drawing.HEIGHT - BELOW - TOP - (chart.remark().isEmpty() ? 0 : 20);
    this.row = Math.min(HIGHEST_ROW, room / rows);
    this.font = new Font(Math.min(Font.NAME.size(), Math.max(SMALLEST_TEXT, row * 0.8)), false);
    double longest =
        chart.estimates().stream()
            .mapToDouble(one -> Widths.pixels(one.name(), font))
            .max()
            .orElse(0);
    this.left = MARGIN + 14 + Math.min(longest, LONGEST_NAME);
    this.width = Drawing.WIDTH - MARGIN - 8 - left;
    this.bottom = TOP + rows * row;
  }

  Drawing drawing() {
    words(chart.title(), MARGIN, MARGIN + 8, Anchor.START, Font.TITLE, Ink.TEXT, 900);
    legend();
    axis();
    for (int i = 0; i < chart.estimates().size(); i++) {
      Estimate one = chart.estimates().get(i);
      double y = TOP + (i + 0.5) * row;
      words(
          one.name(), left - 10, y + font.size() * 0.35, Anchor.END, font, Ink.TEXT, LONGEST_NAME);
      shapes.add(new Shape.Group(one.name(), drawn(one, y)));
    }
    words(chart.remark(), MARGIN, Drawing.HEIGHT - 10, Anchor.START, Font.SMALL, Ink.QUIET, 900);
    return new Drawing(chart.title(), chart.description(), shapes);
  }

  private void words(
      String text, double x, double y, Anchor anchor, Font font, Ink ink, double room) {
    if (!text.isEmpty()) {
      shapes.add(new Words(Widths.fitted(text, font, room), x, y, anchor, font, false, ink));
    }
  }

  private void legend() {
    if (chart.interval().isEmpty()) {
      return;
    }
    double y = 56;
    double x = sample(MARGIN, y, CLEAR, chart.interval());
    sample(x, y, UNCLEAR, EstimateChart.UNCLEAR);
  }

  /** Says where the next one may begin. */
  private double sample(double x, double y, Ink ink, String name) {
    shapes.add(Line.straight(x, y, x + SAMPLE, y, 2.5, ink));
    shapes.add(circle(x + SAMPLE / 2.0, y, RADIUS, ink));
    words(name, x + SAMPLE + 10, y + 6, Anchor.START, Font.NAME, Ink.TEXT, 400);
    return x + SAMPLE + 38 + Widths.pixels(name, Font.NAME);
  }

  private static Circles circle(double x, double y, double radius, Ink ink) {
    return new Circles(new double[] {x}, new double[] {y}, radius, ink);
  }

  private void axis() {
    Ticks ticks = Ticks.of(chart.x(), (int) Math.max(2, width / 90));
    for (Ticks.Mark mark : ticks.marks()) {
      double x = x(mark.value());
      shapes.add(Line.straight(x, TOP, x, bottom, 1, Ink.GRID));
      words(mark.text(), x, bottom + 20, Anchor.MIDDLE, Font.SMALL, Ink.TEXT, 200);
    }
    shapes.add(Line.straight(x(0), TOP, x(0), bottom, 1.5, Ink.QUIET));
    shapes.add(Line.straight(left, bottom, left + width, bottom, 1.5, Ink.FRAME));
    String name = ticks.name(chart.x());
    words(name, left + width / 2, bottom + 46, Anchor.MIDDLE, Font.NAME, Ink.TEXT, width);
  }

  private double x(double value) {
    return left + chart.x().at(value) * width;
  }

  private List<Shape> drawn(Estimate one, double y) {
    Ink ink = one.isClear() ? CLEAR : UNCLEAR;
    List<Shape> drawn = new ArrayList<>();
    if (one.hasInterval()) {
      double end = Math.min(6, row * 0.3);
      for (double x : new double[] {x(one.low()), x(one.high())}) {
        drawn.add(Line.straight(x, y - end, x, y + end, 2, ink));
      }
      drawn.add(Line.straight(x(one.low()), y, x(one.high()), y, 2.5, ink));
    }
    drawn.add(circle(x(one.value()), y, Math.min(RADIUS, row * 0.3), ink));
    return drawn;
  }
}

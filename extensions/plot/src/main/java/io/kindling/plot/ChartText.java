package io.kindling.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Draws a chart with characters. */
final class ChartText {
  private static final int FEW_POINTS = 100;
  private static final int BETWEEN_LABELS = 3;

  private final Chart chart;
  private final Screen screen;
  private final List<String> legend;
  private final Ticks up;
  private final Ticks across;
  private final int gutter;
  private final Raster raster;

  ChartText(Chart chart, Screen screen) {
    this.chart = chart;
    this.screen = screen;
    this.legend = legend();
    int above = 2 + legend.size();
    int below = 3 + chart.remarks().size();
    int rows = Math.max(2, screen.rows() - above - below);
    this.up = Ticks.of(chart.y(), Math.max(2, rows / 3));
    this.gutter = widest(up) + 1;
    this.raster = new Raster(screen.columns() - gutter - 1, rows, screen.braille());
    this.across = fitting();
  }

  private static int widest(Ticks ticks) {
    return ticks.marks().stream().mapToInt(mark -> mark.text().length()).max().orElse(0);
  }

  private int columns() {
    return screen.columns() - gutter - 1;
  }

  /** As many ticks as have room beside each other. */
  private Ticks fitting() {
    int most = Math.max(1, columns() / 10);
    Ticks ticks = Ticks.of(chart.x(), most);
    while (most > 1 && (widest(ticks) + BETWEEN_LABELS) * ticks.marks().size() > columns()) {
      ticks = Ticks.of(chart.x(), --most);
    }
    return ticks;
  }

  String text() {
    draw();
    StringBuilder text = new StringBuilder();
    line(text, fitted(chart.title(), screen.columns()));
    legend.forEach(row -> line(text, row));
    line(text, fitted(up.name(chart.y()), screen.columns()));
    String[] labels = labels();
    for (int row = 0; row < labels.length; row++) {
      String edge = labels[row].isEmpty() ? "│" : "┤";
      line(text, lines(right(labels[row]) + edge) + raster.text(row, screen.colours()));
    }
    line(text, lines(axis()));
    line(text, numbers());
    String name = fitted(across.name(chart.x()), columns());
    line(text, " ".repeat(gutter + 1 + (columns() - Widths.columns(name)) / 2) + name);
    chart.remarks().forEach(remark -> line(text, fitted(remark, screen.columns())));
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  private String fitted(String text, int room) {
    return Widths.fitted(text, screen, room);
  }

  /** The lines of boxes as the screen can show them. */
  private String lines(String text) {
    return screen.braille()
        ? text
        : text.replace('│', '|').replace('─', '-').replaceAll("[┤┬└]", "+");
  }

  private List<String> legend() {
    List<String> rows = new ArrayList<>();
    StringBuilder row = new StringBuilder();
    int used = 0;
    for (Series series : chart.named()) {
      String sample = sample(series);
      String name = fitted(series.name(), screen.columns() / 2);
      int wide = sample.length() + 1 + Widths.columns(name);
      if (used > 0 && used + 3 + wide > screen.columns()) {
        rows.add(row.toString());
        row.setLength(0);
        used = 0;
      }
      row.append(used > 0 ? "   " : "");
      String escape = screen.colours() ? Ink.escape(series.colour()) : "";
      row.append(escape).append(sample).append(screen.colours() ? Ink.PLAIN : "");
      row.append(' ').append(name);
      used += (used > 0 ? 3 : 0) + wide;
    }
    rows.add(row.toString());
    return rows.subList(0, Math.min(rows.size(), Math.max(1, screen.rows() / 6)));
  }

  private String sample(Series series) {
    if (!screen.braille()) {
      String mark = Raster.Pen.of(series, style(series), false).mark() + "";
      return series.isLine() ? mark.repeat(3) : mark;
    }
    return switch (style(series)) {
      case POINTS -> "⠶";
      case LINE -> "⠤⠤⠤";
      case DASHES -> "⠤⠄⠠⠤";
      case GUIDE -> "⠄⠄⠄";
    };
  }

  /** How it is drawn: among points, which are dots too, dashes would not be seen to be a line. */
  private Series.Style style(Series series) {
    boolean dashes = series.style() == Series.Style.DASHES;
    return dashes && screen.braille() && !chart.series().stream().allMatch(Series::isLine)
        ? Series.Style.LINE
        : series.style();
  }

  /** What stands before each row of dots. */
  private String[] labels() {
    String[] labels = new String[raster.row(raster.height() - 1) + 1];
    Arrays.fill(labels, "");
    for (Ticks.Mark mark : up.marks()) {
      labels[raster.row(y(mark.value()))] = mark.text();
    }
    return labels;
  }

  private String right(String label) {
    return " ".repeat(gutter - 1 - label.length()) + label + " ";
  }

  private String axis() {
    StringBuilder axis = new StringBuilder("─".repeat(columns()));
    for (Ticks.Mark mark : across.marks()) {
      axis.setCharAt(raster.column(x(mark.value())), '┬');
    }
    return " ".repeat(gutter) + "└" + axis;
  }

  private String numbers() {
    StringBuilder numbers = new StringBuilder(" ".repeat(screen.columns()));
    for (Ticks.Mark mark : across.marks()) {
      int middle = gutter + 1 + raster.column(x(mark.value()));
      int most = screen.columns() - mark.text().length();
      int from = Math.min(most, middle - mark.text().length() / 2);
      numbers.replace(from, from + mark.text().length(), mark.text());
    }
    return numbers.toString();
  }

  private int x(double value) {
    return (int) Math.round(chart.x().at(value) * (raster.width() - 1));
  }

  private int y(double value) {
    return (int) Math.round((1 - chart.y().at(value)) * (raster.height() - 1));
  }

  /** What is no data first, and few points last, so that they are not hidden. */
  private void draw() {
    chart.series().stream().sorted(Comparator.comparingInt(this::depth)).forEach(this::draw);
    chart.marks().forEach(mark -> raster.label(x(mark.x()), y(mark.y()), mark.row() + ""));
  }

  private int depth(Series series) {
    return series.colour() < 0 ? 0 : isFew(series) ? 2 : 1;
  }

  private static boolean isFew(Series series) {
    return !series.isLine() && series.x().length <= FEW_POINTS;
  }

  private void draw(Series series) {
    Raster.Pen pen = Raster.Pen.of(series, style(series), screen.braille());
    if (series.isLine()) {
      Outline outline = Outline.of(series.x(), series.y(), raster.width());
      int[] x = Arrays.stream(outline.x()).mapToInt(this::x).toArray();
      int[] y = Arrays.stream(outline.y()).mapToInt(this::y).toArray();
      raster.line(x, y, pen);
      return;
    }
    boolean few = isFew(series);
    for (int point = 0; point < series.x().length; point++) {
      int x = x(series.x()[point]);
      int y = y(series.y()[point]);
      if (few) {
        raster.blot(x, y, pen);
      } else {
        raster.dot(x, y, pen);
      }
    }
  }
}

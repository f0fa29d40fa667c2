package io.kindling.plot;

import java.util.ArrayList;
import java.util.List;

/** Draws estimates with characters, a line each. */
final class EstimateText {
  /** Title, legend, axis, numbers and name. */
  private static final int AROUND = 5;

  private static final int NAMES = 3; // the share of a line that they may take

  private final EstimateChart chart;
  private final Screen screen;
  private final List<Estimate> shown;
  private final int first;
  private final int room;

  EstimateText(EstimateChart chart, Screen screen) {
    this.chart = chart;
    this.screen = screen;
    int remarks = chart.remark().isEmpty() ? 0 : 1;
    int most = screen.rows() - AROUND - remarks;
    int all = chart.estimates().size();
    this.shown = chart.estimates().subList(0, all <= most ? all : most - 1);
    int longest = shown.stream().mapToInt(one -> Widths.columns(one.name())).max().orElse(0);
    this.first = 1 + Math.min(longest, screen.columns() / NAMES);
    this.room = screen.columns() - first - 1;
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(chart.title());
    if (!chart.interval().isEmpty()) {
      lines.add(
          sample(1, true) + chart.interval() + "   " + sample(-1, false) + EstimateChart.UNCLEAR);
    }
    for (Estimate one : shown) {
      String name = Widths.fitted(one.name(), screen, first - 1);
      lines.add(name + " ".repeat(first - Widths.columns(name)) + line(one));
    }
    Ticks ticks = Ticks.of(chart.x(), Math.max(2, room / 12));
    lines.add(" ".repeat(first) + axis(ticks));
    lines.add(numbers(ticks));
    String name = Widths.fitted(ticks.name(chart.x()), screen, room);
    lines.add(" ".repeat(first + (room - Widths.columns(name)) / 2) + name);
    if (shown.size() < chart.estimates().size()) {
      lines.add("and " + (chart.estimates().size() - shown.size()) + " more");
    }
    if (!chart.remark().isEmpty()) {
      lines.add(chart.remark());
    }
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      boolean escapes = line.contains("\u001b");
      text.append(escapes ? line : Widths.fitted(line, screen, screen.columns()).stripTrailing());
      text.append('\n');
    }
    return text.toString();
  }

  private String sample(int colour, boolean clear) {
    String line = screen.braille() ? "─" : "-";
    return coloured(line + point(clear) + line, colour) + " ";
  }

  private char point(boolean clear) {
    return screen.braille() ? clear ? '●' : '○' : clear ? '#' : 'o';
  }

  private String coloured(String text, int colour) {
    return screen.colours() ? Ink.escape(colour) + text + Ink.PLAIN : text;
  }

  private int column(double value) {
    return (int) Math.round(chart.x().at(value) * (room - 1));
  }

  private String line(Estimate one) {
    StringBuilder line = new StringBuilder(" ".repeat(room));
    line.setCharAt(column(0), screen.braille() ? '┊' : ':');
    if (one.hasInterval()) {
      int low = column(one.low());
      int high = column(one.high());
      for (int at = low; at <= high; at++) {
        line.setCharAt(at, screen.braille() ? '─' : '-');
      }
      line.setCharAt(low, screen.braille() ? '├' : '|');
      line.setCharAt(high, screen.braille() ? '┤' : '|');
    }
    line.setCharAt(column(one.value()), point(one.isClear()));
    return coloured(line.toString().stripTrailing(), one.isClear() ? 1 : -1);
  }

  private String axis(Ticks ticks) {
    StringBuilder axis = new StringBuilder((screen.braille() ? "─" : "-").repeat(room));
    ticks
        .marks()
        .forEach(mark -> axis.setCharAt(column(mark.value()), screen.braille() ? '┬' : '+'));
    return axis.toString();
  }

  private String numbers(Ticks ticks) {
    StringBuilder numbers = new StringBuilder(" ".repeat(screen.columns()));
    int free = 0;
    for (Ticks.Mark mark : ticks.marks()) {
      int length = mark.text().length();
      int from = Math.min(screen.columns() - length, first + column(mark.value()) - length / 2);
      if (from >= free) {
        numbers.replace(from, from + length, mark.text());
        free = from + length + 1;
      }
    }
    return numbers.toString();
  }
}

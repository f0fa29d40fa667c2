package io.kindling.plot;

import io.kindling.text.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Estimates from top to bottom, their intervals from left to right.
 *
 * @param title what they are of
 * @param x the axis, which has 0 on it
 * @param estimates the estimates that are shown
 * @param interval what the intervals are, for the legend; empty where there are none
 * @param remark what is to be known of them; empty for nothing
 */
record EstimateChart(String title, Axis x, List<Estimate> estimates, String interval, String remark)
    implements Picture {
  private static final int MOST = 40;

  /** In the legend, beside what is certainly not 0. */
  static final String UNCLEAR = "one that holds 0";

  static EstimateChart of(String title, String what, List<Estimate> all, double level) {
    List<Estimate> finite = all.stream().filter(one -> Double.isFinite(one.value())).toList();
    List<Estimate> shown = largest(finite);
    List<double[]> ends = new ArrayList<>(List.of(new double[] {0}));
    boolean intervals = shown.stream().anyMatch(Estimate::hasInterval);
    for (Estimate one : shown) {
      ends.add(new double[] {one.value()});
      if (one.hasInterval()) {
        ends.add(new double[] {one.low(), one.high()});
      }
    }
    String remark =
        shown.isEmpty()
            ? "There is nothing to show."
            : shown.size() < finite.size()
                ? "The " + shown.size() + " largest of " + finite.size() + "."
                : "";
    return new EstimateChart(
        title,
        Axis.of(what, Axis.Scale.LINEAR, 0, ends),
        shown.stream().map(EstimateChart::named).toList(),
        intervals ? Ticks.percent(level) + " interval" : "",
        remark);
  }

  private static Estimate named(Estimate one) {
    return new Estimate(Printable.piece(one.name()), one.value(), one.low(), one.high());
  }

  /** All in their order, or the largest of many. */
  private static List<Estimate> largest(List<Estimate> all) {
    return IntStream.range(0, all.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -Math.abs(all.get(i).value())))
        .limit(MOST)
        .sorted()
        .map(all::get)
        .toList();
  }

  @Override
  public Drawing drawing() {
    return new EstimateDrawing(this).drawing();
  }

  @Override
  public String text(Screen screen) {
    return new EstimateText(this, screen).text();
  }

  /** The estimates for who does not see them. */
  String description() {
    StringBuilder text = new StringBuilder("From left to right: " + x.name() + ".");
    for (Estimate one : estimates) {
      text.append(' ').append(one.name()).append(": ").append(Ticks.brief(one.value()));
      if (one.hasInterval()) {
        text.append(", ").append(Ticks.brief(one.low()));
        text.append(" to ").append(Ticks.brief(one.high()));
      }
      text.append('.');
    }
    return (text + " " + remark).strip();
  }
}

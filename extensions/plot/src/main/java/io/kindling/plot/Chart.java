package io.kindling.plot;

import io.kindling.text.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Series over two axes.
 *
 * @param title what they show
 * @param x the axis to the right
 * @param y the axis upwards
 * @param series the series, those in front last
 * @param marks points that bear numbers
 * @param remarks what is to be known of them
 */
record Chart(
    String title, Axis x, Axis y, List<Series> series, List<Mark> marks, List<String> remarks)
    implements Picture {
  Chart {
    series = List.copyOf(series);
    marks = List.copyOf(marks);
    remarks = List.copyOf(remarks);
  }

  @Override
  public Drawing drawing() {
    return new ChartDrawing(this).drawing();
  }

  @Override
  public String text(Screen screen) {
    return new ChartText(this, screen).text();
  }

  /** The series, in a sentence each, for who does not see them. */
  String description() {
    StringBuilder text = new StringBuilder("From left to right: " + x.name() + ". Upwards: ");
    text.append(y.name()).append('.');
    for (Series one : named()) {
      text.append(' ').append(one.name());
      text.append(one.isLine() ? ": a line." : ": " + count(one.x().length, "point") + ".");
    }
    if (!marks.isEmpty()) {
      String rows = marks.stream().map(mark -> mark.row() + "").collect(Collectors.joining(", "));
      text.append(" With their numbers: ").append(rows).append('.');
    }
    return text.toString();
  }

  /** Those of a legend; what has no name belongs to another one. */
  List<Series> named() {
    return series.stream().filter(one -> !one.name().isEmpty()).toList();
  }

  static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** Collects series, without points that have no place. */
  static final class Builder {
    /** Of fewer points there is no trend to be seen. */
    private static final int FEWEST = 10;

    private final List<Series> series = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private long rows;
    private long without;

    Builder add(String name, Series.Style style, int colour, double[] x, double[] y) {
      int[] there =
          IntStream.range(0, x.length)
              .filter(row -> Double.isFinite(x[row]) && Double.isFinite(y[row]))
              .toArray();
      rows += x.length;
      without += x.length - there.length;
      String shown = Printable.piece(name);
      series.add(new Series(shown, style, colour, Rows.pick(x, there), Rows.pick(y, there)));
      return this;
    }

    /** A line to compare with. */
    Builder guide(String name, double[] x, double[] y) {
      return line(name, Series.Style.GUIDE, x, y);
    }

    /** Such a line that stands out among others. */
    Builder line(String name, Series.Style style, double[] x, double[] y) {
      series.add(new Series(name, style, style == Series.Style.GUIDE ? -1 : 2, x, y));
      return this;
    }

    /** The trend of the points of the first series, as far as the axis goes. */
    Builder trend(Axis axis, boolean robust) {
      Series points = series.get(0);
      if (points.x().length >= FEWEST) {
        int[] order =
            IntStream.range(0, points.x().length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> points.x()[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] x = Arrays.stream(order).mapToDouble(i -> points.x()[i]).toArray();
        double[] y = Arrays.stream(order).mapToDouble(i -> points.y()[i]).toArray();
        double[] trend =
            Arrays.stream(Lowess.of(x, y, robust))
                .map(height -> Math.max(axis.low(), Math.min(axis.high(), height)))
                .toArray();
        line("trend", Series.Style.LINE, x, trend);
      }
      return this;
    }

    /** Points that bear numbers, where they have a place. */
    Builder marks(List<Mark> more) {
      more.stream()
          .filter(mark -> Double.isFinite(mark.x()) && Double.isFinite(mark.y()))
          .forEach(marks::add);
      return this;
    }

    Builder remark(String remark) {
      remarks.add(remark);
      return this;
    }

    List<double[]> xs() {
      return series.stream().map(Series::x).toList();
    }

    List<double[]> ys() {
      return series.stream().map(Series::y).toList();
    }

    Chart build(String title, Axis x, Axis y) {
      if (rows == 0) {
        remarks.add("There is nothing to show yet.");
      } else if (without > 0) {
        remarks.add(
            without == 1
                ? "1 value that is no finite number is left out."
                : without + " values that are no finite numbers are left out.");
      }
      return new Chart(title, x, y, series, marks, remarks);
    }
  }
}

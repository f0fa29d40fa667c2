package io.kindling.cli.plot;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;

/** Where things go in a picture, once its data are known. */
final class PlotLayout {
  private static final double LEGEND_SHARE = 0.3;
  private static final List<LegendPosition> CORNERS =
      List.of(
          LegendPosition.InsideNW,
          LegendPosition.InsideNE,
          LegendPosition.InsideSW,
          LegendPosition.InsideSE);

  private PlotLayout() {}

  /** Puts the legend where it hides the fewest points, and gives room to a single value. */
  static void arrange(XYChart chart) {
    double[] x = all(chart, XYSeries::getXData);
    double[] y = all(chart, XYSeries::getYData);
    DoubleSummaryStatistics xs = DoubleStream.of(x).summaryStatistics();
    DoubleSummaryStatistics ys = DoubleStream.of(y).summaryStatistics();
    int[] hidden = new int[CORNERS.size()];
    for (int i = 0; i < x.length; i++) {
      double across = (x[i] - xs.getMin()) / (xs.getMax() - xs.getMin());
      double up = (y[i] - ys.getMin()) / (ys.getMax() - ys.getMin());
      boolean aside = Math.abs(across - 0.5) > 0.5 - LEGEND_SHARE;
      if (aside && Math.abs(up - 0.5) > 0.5 - LEGEND_SHARE) {
        hidden[(up < 0.5 ? 2 : 0) + (across < 0.5 ? 0 : 1)]++;
      }
    }
    int emptiest = 0;
    for (int corner = 1; corner < hidden.length; corner++) {
      emptiest = hidden[corner] < hidden[emptiest] ? corner : emptiest;
    }
    XYStyler styler = chart.getStyler();
    styler.setLegendPosition(CORNERS.get(emptiest));
    double xRoom = room(xs);
    double yRoom = room(ys);
    if (xRoom > 0) {
      styler.setXAxisMin(xs.getMin() - xRoom).setXAxisMax(xs.getMax() + xRoom);
    }
    if (yRoom > 0) {
      styler.setYAxisMin(ys.getMin() - yRoom).setYAxisMax(ys.getMax() + yRoom);
    }
  }

  /** What an axis needs around values that are all but one; else 0. */
  private static double room(DoubleSummaryStatistics values) {
    double size = Math.max(Math.abs(values.getMin()), Math.abs(values.getMax()));
    boolean one = values.getMax() - values.getMin() <= 1e-5 * size;
    return one ? Math.max(1, size / 10) : 0;
  }

  private static double[] all(XYChart chart, Function<XYSeries, double[]> data) {
    return chart.getSeriesCollection().stream()
        .flatMapToDouble(series -> DoubleStream.of(data.apply(series)))
        .toArray();
  }
}

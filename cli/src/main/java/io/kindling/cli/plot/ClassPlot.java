package io.kindling.cli.plot;

import io.kindling.cli.prediction.Labels;
import io.kindling.cli.table.LoadedTable;
import io.kindling.table.Classes;
import java.awt.Color;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;

/** Draws two classes over one feature: the true ones as points, the probability as a line. */
final class ClassPlot {
  private ClassPlot() {}

  static XYChart curve(LoadedTable table, Labels labels, double[] outputs) {
    Classes classes = labels.classes().get(0);
    String name = labels.names().get(0);
    String title = "probability of " + name + " = " + classes.label(1);
    XYChart chart = Plot.chart(table.features().get(0), title);
    double[] x = table.all().feature(0);
    int[] truth = labels.truth(table.all(), 0);
    for (int index = 0; index < 2; index++) {
      double[] rows = rows(x, truth, index);
      if (rows.length > 0) {
        double[] y = new double[rows.length];
        Arrays.fill(y, index);
        Plot.points(chart, name + " = " + classes.label(index), rows, y, index);
      }
    }
    int[] vertices = Plot.vertices(x);
    double[] line = new double[vertices.length];
    for (int i = 0; i < line.length; i++) {
      line[i] = labels.probability(outputs, vertices[i]);
    }
    Plot.dashes(chart, "Predicted", Plot.pick(x, vertices), line, Color.BLUE);
    return chart;
  }

  private static double[] rows(double[] x, int[] truth, int index) {
    DoubleStream.Builder rows = DoubleStream.builder();
    for (int row = 0; row < x.length; row++) {
      if (truth[row] == index) {
        rows.add(x[row]);
      }
    }
    return rows.build().toArray();
  }
}

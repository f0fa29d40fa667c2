package io.kindling.cli;

import java.awt.Color;
import java.util.Arrays;
import org.knowm.xchart.XYChart;

/** Draws two classes over one feature: the true ones as points, the probability as a line. */
final class ClassPlot {
  private ClassPlot() {}

  static XYChart curve(Table table, Labels labels, float[] outputs) {
    Classes classes = labels.classes().get(0);
    String name = labels.names().get(0);
    String title = "probability of " + name + " = " + classes.label(1);
    XYChart chart = Plot.chart(table.features().get(0), title);
    float[] x = table.feature(0);
    int[] truth = labels.truth(table, 0);
    for (int index = 0; index < 2; index++) {
      float[] rows = rows(x, truth, index);
      if (rows.length > 0) {
        float[] y = new float[rows.length];
        Arrays.fill(y, index);
        Plot.points(chart, name + " = " + classes.label(index), rows, y, index);
      }
    }
    int[] vertices = Plot.vertices(x);
    float[] line = new float[vertices.length];
    for (int i = 0; i < line.length; i++) {
      line[i] = (float) labels.probability(outputs, vertices[i]);
    }
    Plot.dashes(chart, "Predicted", Plot.pick(x, vertices), line, Color.BLUE);
    return chart;
  }

  private static float[] rows(float[] x, int[] truth, int index) {
    FloatList rows = new FloatList();
    for (int row = 0; row < x.length; row++) {
      if (truth[row] == index) {
        rows.add(x[row]);
      }
    }
    return rows.toArray();
  }
}

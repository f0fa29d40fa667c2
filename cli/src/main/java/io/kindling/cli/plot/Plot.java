package io.kindling.cli.plot;

import io.kindling.cli.table.LoadedTable;
import io.kindling.cli.table.RawRows;
import io.kindling.error.DataException;
import io.kindling.file.AtomicFile;
import io.kindling.file.FileFailures;
import io.kindling.text.Printable;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws data and predictions: over the feature where there is one, the true values as points and
 * the predictions as a dashed line; else predicted against actual, with the diagonal.
 */
public final class Plot {
  static final int WIDTH = 960;
  static final int HEIGHT = 640;
  static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 16);

  private static final int HALF_TRANSPARENT = 128;
  private static final int MOST_STRETCHES = 40;
  private static final BasicStroke DASHES =
      new BasicStroke(
          3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {12f, 8f}, 0f);

  /** Distinct to the colour-blind as well (Okabe and Ito), the tutorial's green first. */
  private static final Color[] COLOURS = {
    new Color(0, 158, 115), new Color(0, 114, 178), new Color(213, 94, 0),
    new Color(204, 121, 167), new Color(230, 159, 0), new Color(86, 180, 233)
  };

  private Plot() {}

  /**
   * Finds out whether text can be drawn here.
   *
   * @throws DataException if not
   */
  public static void checkFonts() {
    try {
      Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      graphics.getFontMetrics(TEXT).stringWidth("y");
      graphics.dispose();
    } catch (RuntimeException | Error e) {
      throw new DataException(
          "--plot",
          "Java must find a font to draw with",
          e.toString(),
          "a font that fontconfig knows",
          "install the packages fontconfig and fonts-dejavu-core, or leave --plot out");
    }
  }

  /** Draws numbers and predictions. */
  public static XYChart numbers(LoadedTable table, double[] predicted) {
    return table.isOfOneNumber() ? overFeature(table, predicted) : against(table, predicted);
  }

  public static void save(Path file, XYChart chart) {
    PlotLayout.arrange(chart);
    save(file, graphics -> chart.paint(graphics, WIDTH, HEIGHT));
  }

  /** Through memory: ImageIO's own temporary file is closed twice where the disk is full. */
  private static void writePng(BufferedImage image, OutputStream out) throws IOException {
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(image, "png", stream);
    }
  }

  /** Writes a picture, whole or not at all. */
  public static void save(Path file, Consumer<Graphics2D> picture) {
    try {
      BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      picture.accept(graphics);
      graphics.dispose();
      AtomicFile.write(file, out -> writePng(image, out));
    } catch (IOException e) {
      throw new DataException(
          file.toString(),
          "the file must be writable",
          FileFailures.reason(e),
          "room and permission",
          null);
    }
  }

  private static XYChart overFeature(LoadedTable table, double[] predicted) {
    boolean one = table.targets().size() == 1;
    XYChart chart = chart(table.features().get(0), one ? table.targets().get(0) : "");
    double[] x = table.all().feature(0);
    int[] vertices = vertices(x);
    for (int target = 0; target < table.targets().size(); target++) {
      String suffix = one ? "" : ": " + table.targets().get(target);
      points(chart, "True data" + suffix, x, table.all().number(target), target);
      double[] line = pick(RawRows.column(predicted, target, table.targets().size()), vertices);
      dashes(
          chart,
          "Predictions" + suffix,
          pick(x, vertices),
          line,
          one ? Color.BLUE : colour(target));
    }
    return chart;
  }

  /**
   * The rows that a line goes through, from left to right: far enough apart that each stretch has
   * room for a dash, since the dashes begin anew at each.
   */
  static int[] vertices(double[] x) {
    int[] rows =
        IntStream.range(0, x.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> x[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    int last = rows[rows.length - 1];
    double apart = (x[last] - x[rows[0]]) / MOST_STRETCHES;
    List<Integer> vertices = new ArrayList<>(List.of(rows[0]));
    for (int row : rows) {
      double fromLast = x[row] - x[vertices.get(vertices.size() - 1)];
      if (row == last || (fromLast >= apart && x[last] - x[row] >= apart && fromLast > 0)) {
        vertices.add(row);
      }
    }
    return vertices.stream().mapToInt(Integer::intValue).toArray();
  }

  private static XYChart against(LoadedTable table, double[] predicted) {
    XYChart chart = chart("actual", "predicted");
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] values : new double[][] {table.all().numbers(), predicted}) {
      for (double value : values) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    for (int target = 0; target < table.targets().size(); target++) {
      double[] line = RawRows.column(predicted, target, table.targets().size());
      points(chart, table.targets().get(target), table.all().number(target), line, target);
    }
    double[] ends = {low, high};
    dashes(chart, "predicted = actual", ends, ends, Color.DARK_GRAY);
    return chart;
  }

  static XYChart chart(String xTitle, String yTitle) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle(Printable.piece(xTitle))
            .yAxisTitle(Printable.piece(yTitle))
            .build();
    chart.getStyler().setLegendFont(TEXT).setChartBackgroundColor(Color.WHITE).setMarkerSize(9);
    chart.getStyler().setAxisTitleFont(TEXT).setAxisTickLabelsFont(TEXT);
    return chart;
  }

  private static Color colour(int index) {
    return COLOURS[index % COLOURS.length];
  }

  static void points(XYChart chart, String name, double[] x, double[] y, int index) {
    XYSeries series = series(chart, name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(faint(colour(index)));
  }

  static void dashes(XYChart chart, String name, double[] x, double[] y, Color colour) {
    XYSeries series = series(chart, name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineStyle(DASHES).setLineColor(faint(colour));
  }

  /** Names that are alike as far as they are shown are numbered: a chart takes each only once. */
  private static XYSeries series(XYChart chart, String name, double[] x, double[] y) {
    String label = Printable.piece(name);
    Collection<XYSeries> others = chart.getSeriesCollection();
    boolean taken = others.stream().anyMatch(other -> other.getName().equals(label));
    return chart.addSeries(taken ? label + " (" + others.size() + ")" : label, x, y);
  }

  private static Color faint(Color colour) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), HALF_TRANSPARENT);
  }

  static double[] pick(double[] values, int[] order) {
    double[] picked = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      picked[i] = values[order[i]];
    }
    return picked;
  }
}

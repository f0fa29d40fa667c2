package io.kindling.benchmarks.report;

import io.kindling.benchmarks.Results;
import io.kindling.benchmarks.Workload;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws the full-batch epochs, everyone at their best, and how time grows with size. */
final class Chart {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 520;
  private static final int SPLIT = 680;
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  /** Who is drawn and in which colour: distinct to the colour-blind as well (Okabe and Ito). */
  private static final List<Map.Entry<String, Color>> PEERS =
      List.of(
          Map.entry(Results.CPU, new Color(0, 158, 115)),
          Map.entry(Results.CPU_WITH_VECTORS, new Color(86, 180, 233)),
          Map.entry("read", new Color(120, 120, 120)),
          Map.entry("djl", new Color(0, 114, 178)),
          Map.entry("javacpp", new Color(213, 94, 0)),
          Map.entry("libtorch", new Color(230, 159, 0)),
          Map.entry("python", new Color(204, 121, 167)));

  private final Measured measured;

  Chart(Measured measured) {
    this.measured = measured;
  }

  void save(Path file) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    epochs().paint(graphics, SPLIT, HEIGHT);
    graphics.translate(SPLIT, 0);
    growth().paint(graphics, WIDTH - SPLIT, HEIGHT);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  private CategoryChart epochs() {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(SPLIT)
            .height(HEIGHT)
            .title("A full-batch epoch, linear + MSE + SGD")
            .yAxisTitle("milliseconds")
            .build();
    style(chart.getStyler());
    chart.getStyler().setYAxisMin(0.0).setLegendPosition(LegendPosition.InsideNW);
    List<String> sizes = Workload.epochs().stream().map(Workload::name).toList();
    for (Map.Entry<String, Color> peer : PEERS) {
      List<Double> times = new ArrayList<>();
      for (String size : sizes) {
        Series series = measured.fastest(size, peer.getKey());
        times.add(series.isEmpty() ? 0 : series.median() / 1e6);
      }
      if (times.stream().anyMatch(time -> time > 0)) {
        chart.addSeries(peer.getKey(), sizes, times).setFillColor(peer.getValue());
      }
    }
    return chart;
  }

  private XYChart growth() {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH - SPLIT)
            .height(HEIGHT)
            .title("How it grows (d = 16)")
            .xAxisTitle("values")
            .yAxisTitle("milliseconds")
            .build();
    style(chart.getStyler());
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    chart.getStyler().setYAxisDecimalPattern("#,##0.####");
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
    for (Map.Entry<String, Color> peer : PEERS) {
      List<Double> values = new ArrayList<>();
      List<Double> times = new ArrayList<>();
      for (Workload size : Workload.growth()) {
        Series nanos = measured.fastest(size.name(), peer.getKey());
        if (!nanos.isEmpty()) {
          values.add((double) size.rows() * size.features());
          times.add(nanos.median() / 1e6);
        }
      }
      if (!values.isEmpty()) {
        XYSeries series = chart.addSeries(peer.getKey(), values, times);
        series.setLineColor(peer.getValue());
        series.setMarkerColor(peer.getValue());
      }
    }
    return chart;
  }

  private static void style(AxesChartStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setLegendFont(TEXT).setChartTitleFont(TEXT.deriveFont(Font.BOLD));
    styler.setAxisTitleFont(TEXT).setAxisTickLabelsFont(TEXT);
  }
}

package io.kindling.cli.plot;

import io.kindling.cli.prediction.Confusion;
import io.kindling.text.Printable;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws which class was taken for which: true classes from top to bottom, predicted ones from left
 * to right, and how many rows met, darker for a greater share of the true class. Several columns'
 * matrices follow each other down the diagonal.
 */
final class ConfusionPlot {
  private static final int MARGIN = 24;
  private static final int LONGEST_LABEL = 220;
  private static final float LARGEST_TEXT = 22;
  private static final float SMALLEST_TEXT = 7;
  private static final int FEW = 10;
  private static final Color FULL = new Color(0, 114, 178);

  private final Graphics2D graphics;
  private final List<Confusion> confusions;
  private final List<String> labels = new ArrayList<>();
  private final int width;
  private final int height;
  private final int left;
  private final int top;

  private ConfusionPlot(Graphics2D graphics, List<Confusion> confusions) {
    this.graphics = graphics;
    this.confusions = confusions;
    for (Confusion confusion : confusions) {
      String prefix = confusions.size() == 1 ? "" : confusion.name() + " = ";
      confusion.classes().labels().forEach(label -> labels.add(Printable.piece(prefix + label)));
    }
    FontMetrics text = graphics.getFontMetrics(Plot.TEXT);
    int longest = labels.stream().mapToInt(text::stringWidth).max().orElse(0);
    left = 2 * MARGIN + text.getHeight() + Math.min(longest, LONGEST_LABEL) + MARGIN / 2;
    top = MARGIN + 3 * text.getHeight();
    width = Math.max(1, (Plot.WIDTH - left - MARGIN) / labels.size());
    height = Math.max(1, (Plot.HEIGHT - top - MARGIN) / labels.size());
  }

  static void draw(Graphics2D graphics, List<Confusion> confusions) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, Plot.WIDTH, Plot.HEIGHT);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    new ConfusionPlot(graphics, confusions).draw();
  }

  private void draw() {
    int wide = width * labels.size();
    int high = height * labels.size();
    graphics.setFont(Plot.TEXT);
    graphics.setColor(Color.BLACK);
    FontMetrics text = graphics.getFontMetrics();
    String name = confusions.size() == 1 ? Printable.piece(confusions.get(0).name()) + ": " : "";
    centred(name + "predicted", left + wide / 2, MARGIN + text.getAscent() / 2, wide);
    graphics.rotate(-Math.PI / 2, MARGIN, top + high / 2.0);
    centred(name + "actual", MARGIN, top + high / 2, high);
    graphics.rotate(Math.PI / 2, MARGIN, top + high / 2.0);
    int first = 0;
    for (Confusion confusion : confusions) {
      cells(confusion, first);
      first += confusion.classes().size();
    }
    names();
    graphics.setColor(Color.GRAY);
    graphics.drawRect(left, top, wide, high);
  }

  private void cells(Confusion confusion, int first) {
    int classes = confusion.classes().size();
    for (int actual = 0; actual < classes; actual++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        int count = confusion.count(actual, predicted);
        double share = count == 0 ? 0 : (double) count / confusion.rows(actual);
        int x = left + (first + predicted) * width;
        int y = top + (first + actual) * height;
        graphics.setColor(shade(share));
        graphics.fillRect(x, y, width, height);
        graphics.setColor(Color.LIGHT_GRAY);
        graphics.drawRect(x, y, width, height);
        graphics.setColor(share > 0.5 ? Color.WHITE : Color.BLACK);
        if ((count > 0 || labels.size() <= FEW) && resize()) {
          centred(Integer.toString(count), x + width / 2, y + height / 2, width - 4);
        }
      }
    }
  }

  private static Color shade(double share) {
    return new Color(
        (int) Math.round(255 + share * (FULL.getRed() - 255)),
        (int) Math.round(255 + share * (FULL.getGreen() - 255)),
        (int) Math.round(255 + share * (FULL.getBlue() - 255)));
  }

  /** The classes' names, as far as there is room for them. */
  private void names() {
    if (!resize()) {
      return;
    }
    graphics.setColor(Color.BLACK);
    graphics.setFont(Plot.TEXT.deriveFont(Math.min(Plot.TEXT.getSize2D(), height * 0.6f)));
    FontMetrics text = graphics.getFontMetrics();
    int longest = labels.stream().mapToInt(text::stringWidth).max().orElse(0);
    for (int i = 0; i < labels.size(); i++) {
      if (labels.size() <= FEW || longest < width) { // else as down the left, in order
        int across = left + i * width + width / 2;
        centred(labels.get(i), across, top - text.getHeight() / 2 - 4, width - 4);
      }
      String label = shortened(labels.get(i), LONGEST_LABEL);
      int baseline = top + i * height + height / 2 + (text.getAscent() - text.getDescent()) / 2;
      graphics.drawString(label, left - MARGIN / 2 - text.stringWidth(label), baseline);
    }
  }

  /** Sets the size of text that fits a cell; says whether it can be read. */
  private boolean resize() {
    float size = Math.min(LARGEST_TEXT, height * 0.5f);
    graphics.setFont(Plot.TEXT.deriveFont(Font.PLAIN, size));
    return size >= SMALLEST_TEXT;
  }

  private void centred(String text, int x, int y, int room) {
    String fitting = shortened(text, room);
    FontMetrics metrics = graphics.getFontMetrics();
    graphics.drawString(
        fitting,
        x - metrics.stringWidth(fitting) / 2f,
        y + (metrics.getAscent() - metrics.getDescent()) / 2f);
  }

  private String shortened(String text, int room) {
    FontMetrics metrics = graphics.getFontMetrics();
    int end = text.length();
    String fitting = text;
    while (end > 1 && metrics.stringWidth(fitting) > room) {
      end = text.offsetByCodePoints(end, -1);
      fitting = text.substring(0, end) + "…";
    }
    return fitting;
  }
}

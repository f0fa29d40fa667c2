package io.kindling.cli;

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
  private static final Color FULL = new Color(0, 114, 178);

  private final Graphics2D graphics;
  private final List<Confusion> confusions;
  private final List<String> labels = new ArrayList<>();
  private final int cell;
  private final int left;
  private final int top;

  private ConfusionPlot(Graphics2D graphics, List<Confusion> confusions) {
    this.graphics = graphics;
    this.confusions = confusions;
    for (Confusion confusion : confusions) {
      String prefix = confusions.size() == 1 ? "" : confusion.name() + " = ";
      confusion.classes().labels().forEach(label -> labels.add(prefix + label));
    }
    FontMetrics text = graphics.getFontMetrics(Plot.TEXT);
    int longest = labels.stream().mapToInt(text::stringWidth).max().orElse(0);
    left = 2 * MARGIN + text.getHeight() + Math.min(longest, LONGEST_LABEL) + MARGIN / 2;
    top = MARGIN + 3 * text.getHeight();
    int high = Plot.HEIGHT - top - MARGIN;
    int wide = Plot.WIDTH - left - MARGIN;
    cell = Math.max(1, Math.min(high, wide) / labels.size());
  }

  static void draw(Graphics2D graphics, List<Confusion> confusions) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, Plot.WIDTH, Plot.HEIGHT);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    new ConfusionPlot(graphics, confusions).draw();
  }

  private void draw() {
    int size = cell * labels.size();
    graphics.setFont(Plot.TEXT);
    graphics.setColor(Color.BLACK);
    FontMetrics text = graphics.getFontMetrics();
    String name = confusions.size() == 1 ? confusions.get(0).name() + ": " : "";
    centred(name + "predicted", left + size / 2, MARGIN + text.getAscent() / 2, size);
    graphics.rotate(-Math.PI / 2, MARGIN, top + size / 2.0);
    centred(name + "actual", MARGIN, top + size / 2, size);
    graphics.rotate(Math.PI / 2, MARGIN, top + size / 2.0);
    int first = 0;
    for (Confusion confusion : confusions) {
      cells(confusion, first);
      first += confusion.classes().size();
    }
    names();
    graphics.setColor(Color.GRAY);
    graphics.drawRect(left, top, size, size);
  }

  private void cells(Confusion confusion, int first) {
    int classes = confusion.classes().size();
    for (int actual = 0; actual < classes; actual++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        int count = confusion.counts()[actual][predicted];
        double share = count == 0 ? 0 : (double) count / confusion.rows(actual);
        int x = left + (first + predicted) * cell;
        int y = top + (first + actual) * cell;
        graphics.setColor(shade(share));
        graphics.fillRect(x, y, cell, cell);
        graphics.setColor(Color.LIGHT_GRAY);
        graphics.drawRect(x, y, cell, cell);
        graphics.setColor(share > 0.5 ? Color.WHITE : Color.BLACK);
        if (resize()) {
          centred(Integer.toString(count), x + cell / 2, y + cell / 2, cell - 4);
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
    graphics.setFont(Plot.TEXT.deriveFont(Math.min(Plot.TEXT.getSize2D(), cell * 0.6f)));
    FontMetrics text = graphics.getFontMetrics();
    for (int i = 0; i < labels.size(); i++) {
      int middle = i * cell + cell / 2;
      centred(labels.get(i), left + middle, top - text.getHeight() / 2 - 4, cell - 4);
      String label = shortened(labels.get(i), LONGEST_LABEL);
      int baseline = top + middle + (text.getAscent() - text.getDescent()) / 2;
      graphics.drawString(label, left - MARGIN / 2 - text.stringWidth(label), baseline);
    }
  }

  /** Sets the size of text that fits a cell; says whether it can be read. */
  private boolean resize() {
    float size = Math.min(LARGEST_TEXT, cell * 0.5f);
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

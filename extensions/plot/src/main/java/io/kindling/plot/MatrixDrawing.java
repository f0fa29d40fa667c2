package io.kindling.plot;

import io.kindling.plot.Shape.Anchor;
import io.kindling.plot.Shape.Box;
import io.kindling.plot.Shape.Font;
import io.kindling.plot.Shape.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * Places the parts of a matrix: actual classes from top to bottom, predicted ones from left to
 * right, and how many rows met, darker for a greater share of the actual class.
 */
final class MatrixDrawing {
  private static final int MOST_CLASSES = 25;
  private static final int MARGIN = 24;
  private static final int LONGEST_LABEL = 220;
  private static final int LONGEST_TURNED = 110;
  private static final double SMALLEST_TEXT = 7.5;
  private static final int SCALE = 110;
  private static final int STEPS = 5;

  /** From this share on white is read more easily on the shade than black. */
  private static final double LIGHT_TEXT = 0.6;

  private final Matrix matrix;
  private final Matrix.Part part;
  private final List<Shape> shapes = new ArrayList<>();
  private final int size;
  private final double left;
  private final double top;
  private final double width;
  private final double height;
  private final Font font;
  private final boolean turned;

  MatrixDrawing(Matrix matrix) {
    this.matrix = matrix;
    this.part = matrix.part(MOST_CLASSES);
    this.size = part.labels().size();
    this.height = Math.min(150, 470.0 / size);
    this.font = new Font(Math.min(16, Math.max(SMALLEST_TEXT, height * 0.7)), false);
    double longest =
        part.labels().stream().mapToDouble(label -> Widths.pixels(label, font)).max().orElse(0);
    this.left = MARGIN + 44 + Math.min(longest, LONGEST_LABEL);
    this.width = Math.min(220, (Drawing.WIDTH - SCALE - MARGIN - left) / size);
    this.turned = longest > width - 6;
    double above = turned ? Math.min(longest, LONGEST_TURNED) : 16;
    this.top = 92 + above;
  }

  Drawing drawing() {
    words(matrix.title(), MARGIN, MARGIN + 8, Anchor.START, Font.TITLE, Ink.TEXT);
    double fits = (Drawing.HEIGHT - 40 - top) / size;
    double high = Math.min(height, fits);
    words("predicted", left + size * width / 2, 66, Anchor.MIDDLE, Font.NAME, Ink.TEXT);
    double middle = top + size * high / 2;
    shapes.add(new Words("actual", 30, middle, Anchor.MIDDLE, Font.NAME, true, Ink.TEXT));
    labels(high);
    for (int actual = 0; actual < size; actual++) {
      for (int predicted = 0; predicted < size; predicted++) {
        cell(actual, predicted, high);
      }
    }
    scale();
    words(part.remark(), MARGIN, Drawing.HEIGHT - 10, Anchor.START, Font.SMALL, Ink.QUIET);
    return new Drawing(matrix.title(), description(), shapes);
  }

  private void words(String text, double x, double y, Anchor anchor, Font font, Ink ink) {
    shapes.add(new Words(Widths.fitted(text, font, 900), x, y, anchor, font, false, ink));
  }

  private void labels(double high) {
    for (int i = 0; i < size; i++) {
      String label = part.labels().get(i);
      double y = top + (i + 0.5) * high + font.size() * 0.35;
      String down = Widths.fitted(label, font, LONGEST_LABEL);
      shapes.add(new Words(down, left - 10, y, Anchor.END, font, false, Ink.TEXT));
      double x = left + (i + 0.5) * width;
      if (turned) {
        String up = Widths.fitted(label, font, LONGEST_TURNED);
        double base = x + font.size() * 0.35;
        shapes.add(new Words(up, base, top - 8, Anchor.START, font, true, Ink.TEXT));
      } else {
        shapes.add(new Words(label, x, top - 10, Anchor.MIDDLE, font, false, Ink.TEXT));
      }
    }
  }

  private void cell(int actual, int predicted, double high) {
    double x = left + predicted * width;
    double y = top + actual * high;
    double share = part.share(actual, predicted);
    shapes.add(new Box(x, y, width, high, Ink.GRID));
    shapes.add(new Box(x + 0.5, y + 0.5, width - 1, high - 1, Ink.SHADE.tint(share)));
    String count = Long.toString(part.counts()[actual][predicted]);
    double fits = (width - 6) / Widths.pixels(count, new Font(1, false));
    double text = Math.min(Math.min(22, high * 0.6), fits);
    if (text >= SMALLEST_TEXT && (share > 0 || size <= 10)) {
      Ink ink = share > LIGHT_TEXT ? Ink.PAPER : Ink.TEXT;
      Font own = new Font(text, false);
      shapes.add(
          new Words(
              count, x + width / 2, y + high / 2 + text * 0.35, Anchor.MIDDLE, own, false, ink));
    }
  }

  /** What the shades mean. */
  private void scale() {
    double x = left + size * width + 24;
    words("share of", x, top + 12, Anchor.START, Font.SMALL, Ink.QUIET);
    words("the actual", x, top + 29, Anchor.START, Font.SMALL, Ink.QUIET);
    for (int step = 0; step < STEPS; step++) {
      double share = 1 - (double) step / (STEPS - 1);
      double y = top + 42 + 26 * step;
      shapes.add(new Box(x, y, 20, 22, Ink.FRAME));
      shapes.add(new Box(x + 0.5, y + 0.5, 19, 21, Ink.SHADE.tint(share)));
      String text = Math.round(share * 100) + " %";
      words(text, x + 27, y + 16, Anchor.START, Font.SMALL, Ink.QUIET);
    }
  }

  private String description() {
    StringBuilder text = new StringBuilder();
    for (int actual = 0; actual < size; actual++) {
      text.append(part.labels().get(actual)).append(": ").append(part.rows(actual));
      text.append(part.rows(actual) == 1 ? " row, " : " rows, ");
      text.append(part.counts()[actual][actual]).append(" of them recognised. ");
    }
    return (text + part.remark()).strip();
  }
}

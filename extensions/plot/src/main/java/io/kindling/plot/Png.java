package io.kindling.plot;

import io.kindling.error.DataException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Paints a drawing. */
final class Png {
  private final Graphics2D graphics;

  private Png(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /** Through memory: ImageIO's own temporary file is closed twice where the disk is full. */
  static void write(Drawing drawing, OutputStream out) throws IOException {
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(image(drawing), "png", stream);
    }
  }

  static BufferedImage image(Drawing drawing) {
    BufferedImage image =
        new BufferedImage(Drawing.WIDTH, Drawing.HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, Drawing.WIDTH, Drawing.HEIGHT);
    Png png = new Png(graphics);
    drawing.shapes().forEach(png::paint);
    graphics.dispose();
    return image;
  }

  static void checkFonts() {
    try {
      Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      graphics.getFontMetrics(font(Shape.Font.NAME)).stringWidth("y");
      graphics.dispose();
    } catch (RuntimeException | Error e) {
      throw new DataException(
          "PNG",
          "Java must find a font to draw with",
          e.toString(),
          "a font that fontconfig knows",
          "install the packages fontconfig and fonts-dejavu-core, or draw SVG");
    }
  }

  private static Font font(Shape.Font font) {
    return new Font(Font.SANS_SERIF, font.bold() ? Font.BOLD : Font.PLAIN, 1)
        .deriveFont((float) font.size());
  }

  private void paint(Shape shape) {
    if (shape instanceof Shape.Group group) {
      group.shapes().forEach(this::paint);
    } else if (shape instanceof Shape.Box box) {
      ink(box.ink());
      graphics.fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
    } else if (shape instanceof Shape.Line line) {
      paint(line);
    } else if (shape instanceof Shape.Circles circles) {
      ink(circles.ink());
      double size = 2 * circles.radius();
      for (int i = 0; i < circles.x().length; i++) {
        double x = circles.x()[i] - circles.radius();
        graphics.fill(new Ellipse2D.Double(x, circles.y()[i] - circles.radius(), size, size));
      }
    } else if (shape instanceof Shape.Squares squares) {
      ink(squares.ink());
      for (int i = 0; i < squares.x().length; i++) {
        graphics.fill(
            new Rectangle2D.Double(squares.x()[i], squares.y()[i], squares.size(), squares.size()));
      }
    } else if (shape instanceof Shape.Words words) {
      paint(words);
    }
  }

  private void paint(Shape.Line line) {
    if (line.x().length == 0) {
      return;
    }
    Path2D path = new Path2D.Double();
    path.moveTo(line.x()[0], line.y()[0]);
    for (int i = 1; i < line.x().length; i++) {
      path.lineTo(line.x()[i], line.y()[i]);
    }
    ink(line.ink());
    float width = (float) line.width();
    float[] dashes = {(float) line.dash(), (float) (line.dash() * Svg.GAP)};
    graphics.setStroke(
        new BasicStroke(
            width,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            1,
            line.dash() > 0 ? dashes : null,
            0));
    graphics.draw(path);
  }

  private void paint(Shape.Words words) {
    ink(words.ink());
    graphics.setFont(font(words.font()));
    double wide = graphics.getFontMetrics().stringWidth(words.text());
    double before =
        switch (words.anchor()) {
          case START -> 0;
          case MIDDLE -> wide / 2;
          case END -> wide;
        };
    AffineTransform upright = graphics.getTransform();
    graphics.translate(words.x(), words.y());
    if (words.turned()) {
      graphics.rotate(-Math.PI / 2);
    }
    graphics.drawString(words.text(), (float) -before, 0);
    graphics.setTransform(upright);
  }

  private void ink(Ink ink) {
    graphics.setColor(new Color(ink.rgb() | (int) Math.round(ink.opacity() * 255) << 24, true));
  }
}

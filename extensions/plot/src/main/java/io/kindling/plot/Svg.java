package io.kindling.plot;

import java.util.Locale;

/** Writes a drawing as SVG, whose text is text. */
final class Svg {
  /** The gap behind a dash, beside its length. */
  static final double GAP = 0.7;

  private final StringBuilder out = new StringBuilder();

  private Svg() {}

  static String of(Drawing drawing) {
    Svg svg = new Svg();
    svg.out
        .append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
        .append(Drawing.WIDTH)
        .append("\" height=\"")
        .append(Drawing.HEIGHT)
        .append("\" viewBox=\"0 0 ")
        .append(Drawing.WIDTH + " " + Drawing.HEIGHT)
        .append("\" role=\"img\" font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\">\n");
    svg.element("title", drawing.title()).element("desc", drawing.description());
    svg.write(new Shape.Box(0, 0, Drawing.WIDTH, Drawing.HEIGHT, Ink.PAPER));
    drawing.shapes().forEach(svg::write);
    return svg.out.append("</svg>\n").toString();
  }

  private Svg element(String name, String text) {
    out.append('<').append(name).append('>').append(escaped(text));
    out.append("</").append(name).append(">\n");
    return this;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void write(Shape shape) {
    if (shape instanceof Shape.Group group) {
      out.append("<g>\n");
      element("title", group.title());
      group.shapes().forEach(this::write);
      out.append("</g>\n");
    } else if (shape instanceof Shape.Box box) {
      out.append("<rect");
      attribute("x", box.x()).attribute("y", box.y()).attribute("width", box.width());
      attribute("height", box.height()).ink("fill", box.ink()).end();
    } else if (shape instanceof Shape.Line line) {
      write(line);
    } else if (shape instanceof Shape.Circles circles) {
      write(circles);
    } else if (shape instanceof Shape.Squares squares) {
      write(squares);
    } else if (shape instanceof Shape.Words words) {
      write(words);
    }
  }

  private void write(Shape.Line line) {
    out.append("<path d=\"");
    for (int i = 0; i < line.x().length; i++) {
      out.append(i == 0 ? 'M' : 'L').append(number(line.x()[i])).append(' ');
      out.append(number(line.y()[i]));
    }
    out.append("\" fill=\"none\"");
    ink("stroke", line.ink()).attribute("stroke-width", line.width());
    if (line.dash() > 0) {
      String dashes = number(line.dash()) + " " + number(line.dash() * GAP);
      out.append(" stroke-dasharray=\"").append(dashes).append('"');
    }
    end();
  }

  private void write(Shape.Circles circles) {
    out.append("<g");
    ink("fill", circles.ink());
    out.append(">\n");
    for (int i = 0; i < circles.x().length; i++) {
      out.append("<circle");
      attribute("cx", circles.x()[i]).attribute("cy", circles.y()[i]);
      attribute("r", circles.radius()).end();
    }
    out.append("</g>\n");
  }

  private void write(Shape.Squares squares) {
    String size = number(squares.size());
    out.append("<path d=\"");
    for (int i = 0; i < squares.x().length; i++) {
      out.append('M').append(number(squares.x()[i])).append(' ').append(number(squares.y()[i]));
      out.append('h').append(size).append('v').append(size).append("h-").append(size).append('z');
    }
    out.append('"');
    ink("fill", squares.ink()).end();
  }

  private void write(Shape.Words words) {
    out.append("<text");
    attribute("x", words.x()).attribute("y", words.y());
    attribute("font-size", words.font().size());
    out.append(words.font().bold() ? " font-weight=\"bold\"" : "");
    if (words.anchor() != Shape.Anchor.START) {
      String anchor = words.anchor().name().toLowerCase(Locale.ROOT);
      out.append(" text-anchor=\"").append(anchor).append('"');
    }
    if (words.turned()) {
      String at = number(words.x()) + " " + number(words.y());
      out.append(" transform=\"rotate(-90 ").append(at).append(")\"");
    }
    ink("fill", words.ink());
    out.append('>').append(escaped(words.text())).append("</text>\n");
  }

  private Svg attribute(String name, double value) {
    out.append(' ').append(name).append("=\"").append(number(value)).append('"');
    return this;
  }

  private Svg ink(String name, Ink ink) {
    String hex = Integer.toHexString(0x1000000 | ink.rgb()).substring(1);
    out.append(' ').append(name).append("=\"#").append(hex).append('"');
    return ink.opacity() < 1 ? attribute(name + "-opacity", ink.opacity()) : this;
  }

  private void end() {
    out.append("/>\n");
  }

  /** Tenths of a pixel. */
  private static String number(double value) {
    long tenths = Math.round(value * 10);
    String whole = (tenths < 0 ? "-" : "") + Math.abs(tenths / 10);
    return tenths % 10 == 0 ? whole : whole + "." + Math.abs(tenths % 10);
  }
}

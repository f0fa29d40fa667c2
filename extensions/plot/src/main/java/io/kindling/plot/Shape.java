package io.kindling.plot;

import java.util.List;

/** A part of a drawing; x goes to the right and y down, in pixels. */
sealed interface Shape {
  /** A filled rectangle. */
  record Box(double x, double y, double width, double height, Ink ink) implements Shape {}

  /** A line through points; dashed, if dash is not 0. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Line(double[] x, double[] y, double width, double dash, Ink ink) implements Shape {
    static Line straight(double x0, double y0, double x1, double y1, double width, Ink ink) {
      return new Line(new double[] {x0, x1}, new double[] {y0, y1}, width, 0, ink);
    }
  }

  /** Circles of one radius. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Circles(double[] x, double[] y, double radius, Ink ink) implements Shape {}

  /** Squares of one size, of which x and y are the upper left corners. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Squares(double[] x, double[] y, double size, Ink ink) implements Shape {}

  /** Words in a line; turned, they go upwards. */
  record Words(String text, double x, double y, Anchor anchor, Font font, boolean turned, Ink ink)
      implements Shape {}

  /** What belongs together, and what it is. */
  record Group(String title, List<Shape> shapes) implements Shape {
    public Group {
      shapes = List.copyOf(shapes);
    }
  }

  /** Which part of words is at their place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** How large words are, and how strong. */
  record Font(double size, boolean bold) {
    static final Font TITLE = new Font(19, true);
    static final Font NAME = new Font(16, false);
    static final Font SMALL = new Font(14, false);
  }
}

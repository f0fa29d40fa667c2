package io.kindling.plot;

import java.util.List;

/**
 * A picture as shapes at their places, those in front last.
 *
 * @param title what it shows, in a line
 * @param description what is in it, for who does not see it
 */
record Drawing(String title, String description, List<Shape> shapes) {
  static final int WIDTH = 960;
  static final int HEIGHT = 640;

  Drawing {
    shapes = List.copyOf(shapes);
  }
}

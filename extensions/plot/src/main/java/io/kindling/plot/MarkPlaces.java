package io.kindling.plot;

import io.kindling.plot.Shape.Anchor;
import io.kindling.plot.Shape.Font;
import io.kindling.plot.Shape.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds places for the numbers of points: beside these, not over each other, nor over a point. */
final class MarkPlaces {
  private static final Font FONT = Font.SMALL;
  private static final double BESIDE = 9; // of a point's middle
  private static final double RISE = 5; // of a line's foot to its middle
  private static final int TURNS = 4;
  private static final double RADIUS = 5.5; // of a point

  private final double left;
  private final double top;
  private final double right;
  private final double bottom;
  private final List<Place> taken = new ArrayList<>();
  private final List<double[]> points = new ArrayList<>();

  private record Place(Words words, double x, double y, double width) {
    boolean meets(Place other) {
      return x < other.x + other.width
          && other.x < x + width
          && Math.abs(y - other.y) < FONT.size();
    }

    boolean isOver(double[] point) {
      double above = y - point[1]; // digits rise to two thirds of their size
      return point[0] > x - RADIUS
          && point[0] < x + width + RADIUS
          && above > -RADIUS
          && above < FONT.size() * 0.7 + RADIUS;
    }
  }

  MarkPlaces(double left, double top, double width, double height) {
    this.left = left;
    this.top = top;
    this.right = left + width;
    this.bottom = top + height;
  }

  /** With points that numbers are not to hide. */
  void avoid(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      points.add(new double[] {x[i], y[i]});
    }
  }

  /** The number beside its point: where it hides nothing, or else meets no other number. */
  Words words(double x, double y, long row) {
    List<Place> places =
        IntStream.range(0, TURNS).boxed().flatMap(turn -> around(x, y, turn, row)).toList();
    Place found =
        places.stream()
            .filter(place -> fits(place) && points.stream().noneMatch(place::isOver))
            .findFirst()
            .or(() -> places.stream().filter(this::fits).findFirst())
            .orElse(places.get(0));
    taken.add(found);
    return found.words;
  }

  /** To the right, to the left, above and below, with each turn farther away. */
  private static Stream<Place> around(double x, double y, int turn, long row) {
    double off = turn * FONT.size();
    return Stream.of(
        place(x + BESIDE, y + RISE - off, Anchor.START, row),
        place(x - BESIDE, y + RISE - off, Anchor.END, row),
        place(x, y - BESIDE - off, Anchor.MIDDLE, row),
        place(x, y + BESIDE + FONT.size() + off, Anchor.MIDDLE, row));
  }

  private static Place place(double x, double y, Anchor anchor, long row) {
    String text = Long.toString(row);
    double width = Widths.pixels(text, FONT);
    double from =
        switch (anchor) {
          case START -> x;
          case MIDDLE -> x - width / 2;
          case END -> x - width;
        };
    return new Place(new Words(text, x, y, anchor, FONT, false, Ink.TEXT), from, y, width);
  }

  private boolean fits(Place place) {
    return place.x >= left
        && place.x + place.width <= right
        && place.y - FONT.size() >= top
        && place.y <= bottom
        && taken.stream().noneMatch(place::meets);
  }
}

package io.kindling.plot;

import io.kindling.plot.Shape.Anchor;
import io.kindling.plot.Shape.Font;
import io.kindling.plot.Shape.Words;
import java.util.ArrayList;
import java.util.List;

/** Finds places for the numbers of points, beside these and not over each other. */
final class MarkPlaces {
  private static final Font FONT = Font.SMALL;
  private static final double BESIDE = 9; // of a point's middle
  private static final double RISE = 5; // of a line's foot to its middle
  private static final int TURNS = 4;

  private final double left;
  private final double top;
  private final double right;
  private final double bottom;
  private final List<Place> taken = new ArrayList<>();

  private record Place(Words words, double x, double y, double width) {
    boolean meets(Place other) {
      return x < other.x + other.width
          && other.x < x + width
          && Math.abs(y - other.y) < FONT.size();
    }
  }

  MarkPlaces(double left, double top, double width, double height) {
    this.left = left;
    this.top = top;
    this.right = left + width;
    this.bottom = top + height;
  }

  /** The number beside its point: where it meets no other one, or else to the right. */
  Words words(double x, double y, long row) {
    Place first = place(x + BESIDE, y + RISE, Anchor.START, row);
    for (int turn = 0; turn < TURNS; turn++) {
      double off = turn * FONT.size();
      for (Place place :
          List.of(
              turn == 0 ? first : place(x + BESIDE, y + RISE - off, Anchor.START, row),
              place(x - BESIDE, y + RISE - off, Anchor.END, row),
              place(x, y - BESIDE - off, Anchor.MIDDLE, row),
              place(x, y + BESIDE + FONT.size() + off, Anchor.MIDDLE, row))) {
        if (fits(place)) {
          taken.add(place);
          return place.words;
        }
      }
    }
    taken.add(first);
    return first.words;
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

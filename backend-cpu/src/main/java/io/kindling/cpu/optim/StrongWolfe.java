package io.kindling.cpu.optim;

/**
 * How far to go along a direction: until the loss has fallen enough and its slope is flat enough,
 * which is what the strong Wolfe conditions say. First steps that grow until they enclose such a
 * place, then a bracket that shrinks around it, each by cubic interpolation. PyTorch's algorithm
 * and constants.
 */
final class StrongWolfe {
  private static final double ENOUGH_FALL = 1e-4;
  private static final double FLAT_ENOUGH = 0.9;
  private static final int MAX_ITERATIONS = 25;

  /** PyTorch's line search has its own, whatever the optimizer's tolerance is. */
  private static final double TOLERANCE_CHANGE = 1e-9;

  private final Line line;
  private final Point start;
  private final double reach;

  /**
   * Prepares a search.
   *
   * @param line computes points
   * @param start where it starts, at t = 0
   * @param reach the direction's largest element
   */
  StrongWolfe(Line line, Point start, double reach) {
    this.line = line;
    this.start = start;
    this.reach = reach;
  }

  /** The loss along a direction. */
  @FunctionalInterface
  interface Line {
    /** Computes it at t times the direction. */
    Point at(double t);
  }

  /** A place on the line, t times the direction away; the slope is the gradient along it. */
  static final class Point {
    final double t;
    final double loss;
    final float[] gradient;
    final double slope;

    Point(double t, double loss, float[] gradient, double slope) {
      this.t = t;
      this.loss = loss;
      this.gradient = gradient;
      this.slope = slope;
    }
  }

  /**
   * Searches.
   *
   * @param t the first place to look at
   * @return the place to go to
   */
  Point from(double t) {
    Point previous = start;
    Point now = line.at(t);
    for (int i = 0; i < MAX_ITERATIONS; i++) {
      if (fellTooLittle(now) || (i > 1 && now.loss >= previous.loss)) {
        return shrink(previous, now, i);
      }
      if (isFlat(now)) {
        return now;
      }
      if (now.slope >= 0) {
        return shrink(previous, now, i);
      }
      double least = now.t + 0.01 * (now.t - previous.t);
      double next = cubicMinimum(previous, now, least, now.t * 10);
      previous = now;
      now = line.at(next);
    }
    return start.loss <= now.loss ? start : now;
  }

  private boolean fellTooLittle(Point point) {
    // in float32, as the losses are: near the minimum a fall that they cannot show is no fault
    return point.loss > (float) (start.loss + ENOUGH_FALL * point.t * start.slope);
  }

  private boolean isFlat(Point point) {
    return Math.abs(point.slope) <= -FLAT_ENOUGH * start.slope;
  }

  /** The best place between two. */
  private Point shrink(Point one, Point other, int iterations) {
    Point[] ends = {one, other};
    int low = lower(ends);
    boolean stuck = false;
    for (int i = iterations; i < MAX_ITERATIONS; i++) {
      double left = Math.min(ends[0].t, ends[1].t);
      double right = Math.max(ends[0].t, ends[1].t);
      if ((right - left) * reach < TOLERANCE_CHANGE) {
        break;
      }
      double t = cubicMinimum(ends[0], ends[1], left, right);
      double margin = 0.1 * (right - left);
      boolean close = Math.min(right - t, t - left) < margin;
      if (close && (stuck || t >= right || t <= left)) {
        t = Math.abs(t - right) < Math.abs(t - left) ? right - margin : left + margin;
        close = false;
      }
      stuck = close;
      Point next = line.at(t);
      if (fellTooLittle(next) || next.loss >= ends[low].loss) {
        ends[1 - low] = next;
        low = lower(ends);
      } else if (isFlat(next)) {
        return next;
      } else {
        if (next.slope * (ends[1 - low].t - ends[low].t) >= 0) {
          ends[1 - low] = ends[low];
        }
        ends[low] = next;
      }
    }
    return ends[low];
  }

  private static int lower(Point[] ends) {
    return ends[0].loss <= ends[1].loss ? 0 : 1;
  }

  /** Where the cubic through two points, with their slopes, is least between two bounds. */
  static double cubicMinimum(Point a, Point b, double least, double greatest) {
    boolean ordered = a.t <= b.t;
    Point left = ordered ? a : b;
    Point right = ordered ? b : a;
    double d1 = left.slope + right.slope - 3 * (left.loss - right.loss) / (left.t - right.t);
    double square = d1 * d1 - left.slope * right.slope;
    if (!(square >= 0)) {
      return (least + greatest) / 2;
    }
    double d2 = Math.sqrt(square);
    double position =
        right.t
            - (right.t - left.t) * ((right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2));
    return Math.min(Math.max(position, least), greatest);
  }
}

package io.kindling.tck.kit;

import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import java.util.List;

/** Shapes and values to try operations on. */
public final class RandomShapes {
  /** What chance might leave out. */
  private static final List<Shape> EDGES =
      List.of(Shape.scalar(), Shape.of(1), Shape.of(0), Shape.of(0, 2), Shape.of(2, 0, 1));

  private static final int MOST_DIMENSIONS = 3;
  private static final int LARGEST_SIZE = 3;

  /** Values this far apart stay in their order when one is moved by a difference's step. */
  private static final float SPACING = 0.03125f;

  private RandomShapes() {}

  /** The edges first, then random shapes. */
  public static Shape shape(TorchRandom random, int trial) {
    if (trial < EDGES.size()) {
      return EDGES.get(trial);
    }
    long[] sizes = new long[below(random, MOST_DIMENSIONS) + 1];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = 1L + below(random, LARGEST_SIZE);
    }
    return Shape.of(sizes);
  }

  public static int below(TorchRandom random, int limit) {
    return (int) (random.random() % limit);
  }

  /** A shape that broadcasts to another: some sizes 1, some of the first ones missing. */
  public static Shape broadcasting(TorchRandom random, Shape to) {
    int missing = below(random, to.rank() + 1);
    long[] sizes = new long[to.rank() - missing];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = below(random, 2) == 0 ? to.size(missing + i) : 1;
    }
    return Shape.of(sizes);
  }

  /** A dimension of a shape that has one. */
  public static int dimension(TorchRandom random, Shape shape) {
    return below(random, shape.rank());
  }

  /** The shape, or one with a dimension if it has none. */
  public static Shape withDimension(Shape shape) {
    return shape.rank() == 0 ? Shape.of(1) : shape;
  }

  /** Different values away from 0: no two are so close that the greatest could change. */
  public static float[] values(TorchRandom random, Shape shape, boolean signed) {
    int[] order = random.randperm(Math.toIntExact(shape.numel()));
    float[] values = new float[order.length];
    for (int i = 0; i < values.length; i++) {
      float magnitude = 0.5f + SPACING * order[i];
      values[i] = signed && below(random, 2) == 0 ? -magnitude : magnitude;
    }
    return values;
  }
}

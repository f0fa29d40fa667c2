package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import java.util.List;

/** The sizes of the last dimensions, which a layer normalises over. */
final class NormalizedShape {
  private NormalizedShape() {}

  static List<Integer> checked(String name, List<Integer> sizes) {
    if (sizes.isEmpty()) {
      throw new SpecException(name, "there must be a size", "none", name + "(8)", null);
    }
    sizes.forEach(size -> SpecCheck.atLeastOne(name, "normalized_shape", size));
    return List.copyOf(sizes);
  }

  static Shape shape(List<Integer> sizes) {
    return Shape.of(sizes.stream().mapToLong(Integer::longValue).toArray());
  }

  /** The input's shape, which must end in the sizes. */
  static Shape outputShape(String name, List<Integer> sizes, Shape input) {
    int rank = sizes.size();
    boolean fits = input.rank() >= rank;
    for (int i = 0; fits && i < rank; i++) {
      fits = input.size(input.rank() - rank + i) == sizes.get(i);
    }
    if (!fits) {
      throw new ShapeException(
          name,
          "input must end in the normalized shape",
          "shape " + input,
          "[…, " + SpecText.inside(sizes) + "]",
          null);
    }
    return input;
  }
}

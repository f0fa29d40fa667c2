package io.kindling.nn;

import static io.kindling.description.Range.AT_LEAST_ONE;

import io.kindling.core.Shape;
import io.kindling.description.Field;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import java.util.List;
import java.util.function.Function;

/** The sizes of the last dimensions, which a layer normalises over. */
final class NormalizedShape {
  private NormalizedShape() {}

  /** The field of every layer that normalises over them. */
  static <S extends ModuleSpec> Field<S, List<Integer>> field(
      Function<? super S, List<Integer>> getter) {
    return Field.unnamed(Field.integers("normalized_shape", getter, AT_LEAST_ONE));
  }

  /** A copy of the sizes, of which there must be one. */
  static List<Integer> copy(String name, List<Integer> sizes) {
    if (sizes.isEmpty()) {
      throw new SpecException(name, "there must be at least one size", "none", name + "(8)", null);
    }
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
          "[…, " + shape(sizes).toString().substring(1),
          null);
    }
    return input;
  }
}

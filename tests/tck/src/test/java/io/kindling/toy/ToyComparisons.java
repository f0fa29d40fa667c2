package io.kindling.toy;

import io.kindling.core.Shape;
import io.kindling.spi.Comparison;
import java.util.List;
import java.util.stream.IntStream;

/** How the toy compares, and chooses by what came out. */
interface ToyComparisons extends ToyNoun {
  @Override
  default ToyTensor compare(Comparison comparison, ToyTensor a, ToyTensor b) {
    return detach(
        elements().zip(a, b, (x, y) -> holds(comparison, x, y) ? 1 : 0, (x, y) -> 0, (x, y) -> 0));
  }

  @Override
  default ToyTensor compare(Comparison comparison, ToyTensor a, double b) {
    return compare(comparison, a, ToyTensor.number(b));
  }

  private static boolean holds(Comparison comparison, double x, double y) {
    return switch (comparison) {
      case GREATER -> x > y;
      case GREATER_EQUAL -> x >= y;
      case LESS -> x < y;
      case LESS_EQUAL -> x <= y;
      case EQUAL -> x == y;
      case NOT_EQUAL -> x != y;
    };
  }

  @Override
  default ToyTensor where(ToyTensor condition, ToyTensor a, ToyTensor b) {
    Shape shape = condition.shape().broadcast("where", a.shape().broadcast("where", b.shape()));
    int size = (int) shape.numel();
    float[] holds = elements().stretch(condition, shape).values();
    int[] sources = IntStream.range(0, size).map(i -> holds[i] != 0 ? i : size + i).toArray();
    ToyTensor both =
        elements().join(List.of(elements().stretch(a, shape), elements().stretch(b, shape)));
    return elements().show(both, shape, sources);
  }
}

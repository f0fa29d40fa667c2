package io.kindling.nn;

import static io.kindling.description.Field.integer;
import static io.kindling.description.Range.FINITE;

import io.kindling.core.Shape;
import io.kindling.description.Schema;
import io.kindling.error.ShapeException;
import io.kindling.ops.Operations;

/**
 * Makes one dimension of several, row by row: by default all but the first, so that {@code [n, 4,
 * 8]} becomes {@code [n, 32]}.
 *
 * @param startDim the first dimension to join, from 0; negative counts from the last; default 1
 * @param endDim the last dimension to join; default −1
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.Flatten.html">
 *     torch.nn.Flatten</a>
 */
public record FlattenSpec(int startDim, int endDim) implements ModuleSpec, ModuleBody {
  static final String NAME = "flatten";

  public static final Schema<FlattenSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "several dimensions as one",
          integer("start_dim", FlattenSpec::startDim, FINITE, 1),
          integer("end_dim", FlattenSpec::endDim, FINITE, -1),
          FlattenSpec::new);

  /** Checks the values. */
  public FlattenSpec {
    SCHEMA.check(startDim, endDim);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() == 0 && startDim <= 0 && startDim >= -1 && endDim <= 0 && endDim >= -1) {
      return Shape.of(1); // as in PyTorch, a scalar counts as one dimension here
    }
    int start = input.index(NAME, startDim);
    int end = input.index(NAME, endDim);
    if (start > end) {
      throw new ShapeException(
          NAME,
          "start_dim must not come after end_dim",
          "dimensions " + start + " and " + end + " of shape " + input,
          "start_dim ≤ end_dim",
          null);
    }
    long[] sizes = new long[input.rank() - (end - start)];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = i < start ? input.size(i) : i == start ? 1 : input.size(i + end - start);
    }
    for (int i = start; i <= end; i++) {
      sizes[start] *= input.size(i);
    }
    return Shape.of(sizes);
  }

  @Override
  public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
    return input.reshape(outputShape(input.shape()).sizes());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return SCHEMA.text(this);
  }
}

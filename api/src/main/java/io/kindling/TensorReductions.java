package io.kindling;

import io.kindling.core.DType;
import io.kindling.core.Extremum;
import io.kindling.core.Shape;
import io.kindling.error.ShapeException;
import io.kindling.ops.Reductions;

/** A tensor's reductions: checked here, computed by the engine. */
sealed interface TensorReductions extends Reductions<Tensor> permits Tensor {
  @Override
  default Tensor sum() {
    Tensor a = Operand.floats(this, "sum");
    return a.computed(a.operations().sum(a.handle), Shape.scalar());
  }

  @Override
  default Tensor sum(int dim, boolean keep) {
    Tensor a = Operand.floats(this, "sum");
    int index = a.shape.index("sum", dim);
    return a.computed(a.operations().sum(a.handle, index, keep), a.shape.reduced(index, keep));
  }

  @Override
  default Tensor mean() {
    Tensor a = Operand.floats(this, "mean");
    return a.computed(a.operations().mean(a.handle), Shape.scalar());
  }

  @Override
  default Tensor mean(int dim, boolean keep) {
    Tensor a = Operand.floats(this, "mean");
    int index = a.shape.index("mean", dim);
    return a.computed(a.operations().mean(a.handle, index, keep), a.shape.reduced(index, keep));
  }

  @Override
  default Extremum<Tensor> max(int dim, boolean keep) {
    Tensor a = Operand.floats(this, "max");
    int index = filled("max", a, dim);
    return extremum(a, a.operations().max(a.handle, index, keep), index, keep);
  }

  @Override
  default Extremum<Tensor> min(int dim, boolean keep) {
    Tensor a = Operand.floats(this, "min");
    int index = filled("min", a, dim);
    return extremum(a, a.operations().min(a.handle, index, keep), index, keep);
  }

  private static int filled(String operation, Tensor a, int dim) {
    int index = a.shape.index(operation, dim);
    if (a.shape.size(index) == 0) {
      throw new ShapeException(
          operation,
          "the dimension must not be empty",
          "shape " + a.shape,
          "a size of 1 or more",
          null);
    }
    return index;
  }

  private static Extremum<Tensor> extremum(
      Tensor a, Extremum<Object> found, int dim, boolean keep) {
    Shape shape = a.shape.reduced(dim, keep);
    Tensor indices = Tensor.leaf(a.backend, found.indices(), shape, DType.INT64, a.device);
    indices.range = new IndexRange(0, a.shape.size(dim) - 1);
    return new Extremum<>(a.computed(found.values(), shape), indices);
  }
}

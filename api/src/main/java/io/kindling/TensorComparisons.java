package io.kindling;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.ops.Comparisons;
import io.kindling.spi.Comparison;

/** A tensor's comparisons: checked here, computed by the engine. */
sealed interface TensorComparisons extends Comparisons<Tensor> permits Tensor {
  private Tensor compare(Comparison comparison, Tensor other) {
    Tensor a = (Tensor) this;
    Shape shape = a.broadcast(comparison.method(), other);
    return mask(a, a.operations().compare(comparison, a.handle, other.handle), shape);
  }

  private Tensor compare(Comparison comparison, double other) {
    Tensor a = Operand.floats(this, comparison.method());
    return mask(a, a.operations().compare(comparison, a.handle, other), a.shape);
  }

  private static Tensor mask(Tensor a, Object mask, Shape shape) {
    return Tensor.leaf(a.backend, mask, shape, DType.FLOAT32, a.device);
  }

  @Override
  default Tensor gt(Tensor other) {
    return compare(Comparison.GREATER, other);
  }

  @Override
  default Tensor gt(double other) {
    return compare(Comparison.GREATER, other);
  }

  @Override
  default Tensor ge(Tensor other) {
    return compare(Comparison.GREATER_EQUAL, other);
  }

  @Override
  default Tensor ge(double other) {
    return compare(Comparison.GREATER_EQUAL, other);
  }

  @Override
  default Tensor lt(Tensor other) {
    return compare(Comparison.LESS, other);
  }

  @Override
  default Tensor lt(double other) {
    return compare(Comparison.LESS, other);
  }

  @Override
  default Tensor le(Tensor other) {
    return compare(Comparison.LESS_EQUAL, other);
  }

  @Override
  default Tensor le(double other) {
    return compare(Comparison.LESS_EQUAL, other);
  }

  @Override
  default Tensor eq(Tensor other) {
    return compare(Comparison.EQUAL, other);
  }

  @Override
  default Tensor eq(double other) {
    return compare(Comparison.EQUAL, other);
  }

  @Override
  default Tensor ne(Tensor other) {
    return compare(Comparison.NOT_EQUAL, other);
  }

  @Override
  default Tensor ne(double other) {
    return compare(Comparison.NOT_EQUAL, other);
  }

  @Override
  default Tensor where(Tensor condition, Tensor other) {
    Tensor a = (Tensor) this;
    Shape either = a.broadcast("where", other);
    a.checkWith("where", condition);
    Shape shape = either.broadcast("where", condition.shape);
    Object chosen = a.operations().where(condition.handle, a.handle, other.handle);
    return a.computed(chosen, shape, other);
  }
}

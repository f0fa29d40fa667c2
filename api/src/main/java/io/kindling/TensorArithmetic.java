package io.kindling;

import io.kindling.core.Shape;
import io.kindling.error.ShapeException;
import io.kindling.ops.Arithmetic;

/** A tensor's arithmetic: checked here, computed by the engine. */
sealed interface TensorArithmetic extends Arithmetic<Tensor> permits Tensor {
  @Override
  default Tensor add(Tensor other) {
    Tensor a = (Tensor) this;
    Shape shape = a.broadcast("add", other);
    return a.computed(a.operations().add(a.handle, other.handle), shape, other);
  }

  @Override
  default Tensor add(double other) {
    Tensor a = Operand.floats(this, "add");
    return a.computed(a.operations().add(a.handle, other), a.shape);
  }

  @Override
  default Tensor sub(Tensor other) {
    Tensor a = (Tensor) this;
    Shape shape = a.broadcast("sub", other);
    return a.computed(a.operations().sub(a.handle, other.handle), shape, other);
  }

  @Override
  default Tensor sub(double other) {
    Tensor a = Operand.floats(this, "sub");
    return a.computed(a.operations().add(a.handle, -other), a.shape);
  }

  @Override
  default Tensor mul(Tensor other) {
    Tensor a = (Tensor) this;
    Shape shape = a.broadcast("mul", other);
    return a.computed(a.operations().mul(a.handle, other.handle), shape, other);
  }

  @Override
  default Tensor mul(double other) {
    Tensor a = Operand.floats(this, "mul");
    return a.computed(a.operations().mul(a.handle, other), a.shape);
  }

  @Override
  default Tensor div(Tensor other) {
    Tensor a = (Tensor) this;
    Shape shape = a.broadcast("div", other);
    return a.computed(a.operations().div(a.handle, other.handle), shape, other);
  }

  @Override
  default Tensor div(double other) {
    Tensor a = Operand.floats(this, "div");
    return a.computed(a.operations().div(a.handle, other), a.shape);
  }

  @Override
  default Tensor neg() {
    Tensor a = Operand.floats(this, "neg");
    return a.computed(a.operations().neg(a.handle), a.shape);
  }

  @Override
  default Tensor pow(double exponent) {
    Tensor a = Operand.floats(this, "pow");
    return a.computed(a.operations().pow(a.handle, exponent), a.shape);
  }

  @Override
  default Tensor pow(Tensor exponent) {
    Tensor a = (Tensor) this;
    Shape shape = a.broadcast("pow", exponent);
    return a.computed(a.operations().pow(a.handle, exponent.handle), shape, exponent);
  }

  @Override
  default Tensor matmul(Tensor other) {
    Tensor a = (Tensor) this;
    a.checkWith("matmul", other);
    if (a.shape.rank() != 2 || other.shape.rank() != 2 || a.shape.size(1) != other.shape.size(0)) {
      throw new ShapeException(
          "matmul",
          "the first matrix must have as many columns as the second has rows",
          "shapes " + a.shape + " and " + other.shape,
          "[n, k] and [k, m]",
          null);
    }
    Shape shape = Shape.of(a.shape.size(0), other.shape.size(1));
    return a.computed(a.operations().matmul(a.handle, other.handle), shape, other);
  }
}

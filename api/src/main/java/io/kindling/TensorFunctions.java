package io.kindling;

import io.kindling.error.SpecException;
import io.kindling.ops.Functions;

/** A tensor's functions: checked here, computed by the engine. */
sealed interface TensorFunctions extends Functions<Tensor> permits Tensor {
  @Override
  default Tensor exp() {
    Tensor a = Operand.floats(this, "exp");
    return a.computed(a.operations().exp(a.handle), a.shape);
  }

  @Override
  default Tensor expm1() {
    Tensor a = Operand.floats(this, "expm1");
    return a.computed(a.operations().expm1(a.handle), a.shape);
  }

  @Override
  default Tensor log() {
    Tensor a = Operand.floats(this, "log");
    return a.computed(a.operations().log(a.handle), a.shape);
  }

  @Override
  default Tensor log1p() {
    Tensor a = Operand.floats(this, "log1p");
    return a.computed(a.operations().log1p(a.handle), a.shape);
  }

  @Override
  default Tensor sqrt() {
    Tensor a = Operand.floats(this, "sqrt");
    return a.computed(a.operations().sqrt(a.handle), a.shape);
  }

  @Override
  default Tensor abs() {
    Tensor a = Operand.floats(this, "abs");
    return a.computed(a.operations().abs(a.handle), a.shape);
  }

  @Override
  default Tensor relu() {
    Tensor a = Operand.floats(this, "relu");
    return a.computed(a.operations().relu(a.handle), a.shape);
  }

  @Override
  default Tensor sigmoid() {
    Tensor a = Operand.floats(this, "sigmoid");
    return a.computed(a.operations().sigmoid(a.handle), a.shape);
  }

  @Override
  default Tensor tanh() {
    Tensor a = Operand.floats(this, "tanh");
    return a.computed(a.operations().tanh(a.handle), a.shape);
  }

  @Override
  default Tensor clamp(double low, double high) {
    Tensor a = Operand.floats(this, "clamp");
    if (!(low <= high)) {
      throw new SpecException(
          "clamp",
          "the lower bound must not be above the upper",
          low + " and " + high,
          "low ≤ high",
          null);
    }
    return a.computed(a.operations().clamp(a.handle, low, high), a.shape);
  }

  @Override
  default Tensor softmax(int dim) {
    Tensor a = Operand.floats(this, "softmax");
    int index = a.shape.index("softmax", dim);
    return a.computed(a.operations().softmax(a.handle, index), a.shape);
  }

  @Override
  default Tensor logSoftmax(int dim) {
    Tensor a = Operand.floats(this, "logSoftmax");
    int index = a.shape.index("logSoftmax", dim);
    return a.computed(a.operations().logSoftmax(a.handle, index), a.shape);
  }
}

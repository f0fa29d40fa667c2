package io.kindling.libtorch.tensor;

import static io.kindling.libtorch.natives.TorchFailures.explained;
import static io.kindling.libtorch.tensor.TorchMemory.number;

import io.kindling.spi.ArithmeticOperations;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** LibTorch's arithmetic. */
interface TorchArithmetic extends ArithmeticOperations<Tensor> {
  @Override
  default Tensor add(Tensor a, Tensor b) {
    return explained("add", () -> a.add(b));
  }

  @Override
  default Tensor add(Tensor a, double b) {
    try (Scalar number = number(b)) {
      return explained("add", () -> a.add(number));
    }
  }

  @Override
  default Tensor sub(Tensor a, Tensor b) {
    return explained("sub", () -> a.sub(b));
  }

  @Override
  default Tensor mul(Tensor a, Tensor b) {
    return explained("mul", () -> a.mul(b));
  }

  @Override
  default Tensor mul(Tensor a, double b) {
    try (Scalar number = number(b)) {
      return explained("mul", () -> a.mul(number));
    }
  }

  @Override
  default Tensor div(Tensor a, Tensor b) {
    return explained("div", () -> a.div(b));
  }

  @Override
  default Tensor div(Tensor a, double b) {
    try (Scalar number = number(b)) {
      return explained("div", () -> a.div(number));
    }
  }

  @Override
  default Tensor neg(Tensor a) {
    return explained("neg", () -> a.neg());
  }

  @Override
  default Tensor matmul(Tensor a, Tensor b) {
    return explained("matmul", () -> a.mm(b));
  }

  @Override
  default Tensor pow(Tensor a, double exponent) {
    try (Scalar number = number(exponent)) {
      return explained("pow", () -> a.pow(number));
    }
  }

  @Override
  default Tensor pow(Tensor a, Tensor exponent) {
    return explained("pow", () -> a.pow(exponent));
  }
}

package io.kindling.libtorch.tensor;

import static io.kindling.libtorch.natives.TorchFailures.explained;
import static io.kindling.libtorch.tensor.TorchMemory.number;

import io.kindling.spi.FunctionOperations;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/** LibTorch's functions of single elements, and the two that share a row out. */
interface TorchFunctions extends FunctionOperations<Tensor> {
  @Override
  default Tensor exp(Tensor a) {
    return explained("exp", () -> a.exp());
  }

  @Override
  default Tensor log(Tensor a) {
    return explained("log", () -> a.log());
  }

  @Override
  default Tensor sqrt(Tensor a) {
    return explained("sqrt", () -> a.sqrt());
  }

  @Override
  default Tensor abs(Tensor a) {
    return explained("abs", () -> a.abs());
  }

  @Override
  default Tensor clamp(Tensor a, double low, double high) {
    try (Scalar least = number(low);
        Scalar greatest = number(high);
        ScalarOptional from = new ScalarOptional(least);
        ScalarOptional to = new ScalarOptional(greatest)) {
      return explained("clamp", () -> a.clamp(from, to));
    }
  }

  @Override
  default Tensor relu(Tensor a) {
    return explained("relu", () -> a.relu());
  }

  @Override
  default Tensor sigmoid(Tensor a) {
    return explained("sigmoid", () -> a.sigmoid());
  }

  @Override
  default Tensor tanh(Tensor a) {
    return explained("tanh", () -> a.tanh());
  }

  @Override
  default Tensor softmax(Tensor a, int dim) {
    return explained("softmax", () -> a.softmax(dim));
  }

  @Override
  default Tensor logSoftmax(Tensor a, int dim) {
    return explained("logSoftmax", () -> a.log_softmax(dim));
  }

  @Override
  default Tensor expm1(Tensor a) {
    return explained("expm1", () -> a.expm1());
  }

  @Override
  default Tensor log1p(Tensor a) {
    return explained("log1p", () -> a.log1p());
  }
}

package io.kindling.cpu.tensor;

import io.kindling.spi.FunctionOperations;

/** Functions of single elements, and the two that share a row out. */
interface CpuFunctions extends FunctionOperations<CpuTensor>, Recorder {
  @Override
  default CpuTensor exp(CpuTensor a) {
    return record(new Exp(a));
  }

  @Override
  default CpuTensor log(CpuTensor a) {
    return record(new Log(a));
  }

  @Override
  default CpuTensor sqrt(CpuTensor a) {
    return record(new Sqrt(a));
  }

  @Override
  default CpuTensor abs(CpuTensor a) {
    return record(new Abs(a));
  }

  @Override
  default CpuTensor clamp(CpuTensor a, double low, double high) {
    return record(new Clamp(a, (float) low, (float) high));
  }

  @Override
  default CpuTensor relu(CpuTensor a) {
    return record(new Relu(a));
  }

  @Override
  default CpuTensor sigmoid(CpuTensor a) {
    return record(new Sigmoid(a));
  }

  @Override
  default CpuTensor tanh(CpuTensor a) {
    return record(new Tanh(a));
  }

  @Override
  default CpuTensor softmax(CpuTensor a, int dim) {
    return record(new Softmax(a, dim));
  }

  @Override
  default CpuTensor logSoftmax(CpuTensor a, int dim) {
    return record(new LogSoftmax(a, dim));
  }

  @Override
  default CpuTensor expm1(CpuTensor a) {
    return record(new Expm1(a));
  }

  @Override
  default CpuTensor log1p(CpuTensor a) {
    return record(new Log1p(a));
  }
}

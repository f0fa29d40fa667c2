package io.kindling.cpu.tensor;

import io.kindling.spi.FunctionOperations;

/** Functions of single elements, and the two that share a row out. */
interface CpuFunctions extends FunctionOperations<CpuTensor>, Recorder {
  @Override
  default CpuTensor exp(CpuTensor a) {
    return record(new Exp(processor().sharing(), a));
  }

  @Override
  default CpuTensor log(CpuTensor a) {
    return record(new Log(processor().sharing(), a));
  }

  @Override
  default CpuTensor sqrt(CpuTensor a) {
    return record(new Sqrt(processor().sharing(), a));
  }

  @Override
  default CpuTensor abs(CpuTensor a) {
    return record(new Abs(processor().sharing(), a));
  }

  @Override
  default CpuTensor clamp(CpuTensor a, double low, double high) {
    return record(new Clamp(processor().sharing(), a, (float) low, (float) high));
  }

  @Override
  default CpuTensor relu(CpuTensor a) {
    return record(new Relu(processor().sharing(), a));
  }

  @Override
  default CpuTensor sigmoid(CpuTensor a) {
    return record(new Sigmoid(processor().sharing(), a));
  }

  @Override
  default CpuTensor tanh(CpuTensor a) {
    return record(new Tanh(processor().sharing(), a));
  }

  @Override
  default CpuTensor softmax(CpuTensor a, int dim) {
    return record(new Softmax(processor().sharing(), a, dim));
  }

  @Override
  default CpuTensor logSoftmax(CpuTensor a, int dim) {
    return record(new LogSoftmax(processor().sharing(), a, dim));
  }

  @Override
  default CpuTensor expm1(CpuTensor a) {
    return record(new Expm1(processor().sharing(), a));
  }

  @Override
  default CpuTensor log1p(CpuTensor a) {
    return record(new Log1p(processor().sharing(), a));
  }
}

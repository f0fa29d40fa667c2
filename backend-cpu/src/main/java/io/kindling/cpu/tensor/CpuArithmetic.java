package io.kindling.cpu.tensor;

import io.kindling.spi.ArithmeticOperations;

/** Sums, products, powers. */
interface CpuArithmetic extends ArithmeticOperations<CpuTensor>, Recorder {
  @Override
  default CpuTensor add(CpuTensor a, CpuTensor b) {
    return record(new Add(processor(), a, b));
  }

  @Override
  default CpuTensor add(CpuTensor a, double b) {
    return record(new Shift(processor().sharing(), a, (float) b));
  }

  @Override
  default CpuTensor sub(CpuTensor a, CpuTensor b) {
    return record(new Sub(processor(), a, b));
  }

  @Override
  default CpuTensor mul(CpuTensor a, CpuTensor b) {
    return record(new Mul(processor(), a, b));
  }

  @Override
  default CpuTensor mul(CpuTensor a, double b) {
    return record(new Scale(processor().sharing(), a, (float) b, 1f));
  }

  @Override
  default CpuTensor div(CpuTensor a, CpuTensor b) {
    return record(new Div(processor(), a, b));
  }

  @Override
  default CpuTensor div(CpuTensor a, double b) {
    return record(new Scale(processor().sharing(), a, 1f, (float) b));
  }

  @Override
  default CpuTensor neg(CpuTensor a) {
    return record(new Scale(processor().sharing(), a, -1f, 1f));
  }

  @Override
  default CpuTensor matmul(CpuTensor a, CpuTensor b) {
    return record(new MatMul(processor(), a, b));
  }

  @Override
  default CpuTensor pow(CpuTensor a, double exponent) {
    return record(new PowNumber(processor().sharing(), a, exponent));
  }

  @Override
  default CpuTensor pow(CpuTensor a, CpuTensor exponent) {
    return record(new Pow(processor(), a, exponent));
  }
}

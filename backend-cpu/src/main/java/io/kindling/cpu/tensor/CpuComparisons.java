package io.kindling.cpu.tensor;

import io.kindling.core.Shape;
import io.kindling.spi.Comparison;
import io.kindling.spi.ComparisonOperations;

/** Comparisons, and the choice by what came out. */
interface CpuComparisons extends ComparisonOperations<CpuTensor>, Recorder {
  @Override
  default CpuTensor compare(Comparison comparison, CpuTensor a, CpuTensor b) {
    return Compare.compare(processor().sharing(), comparison, a, b);
  }

  @Override
  default CpuTensor compare(Comparison comparison, CpuTensor a, double b) {
    return Compare.compare(processor().sharing(), comparison, a, number(b));
  }

  @Override
  default CpuTensor where(CpuTensor condition, CpuTensor a, CpuTensor b) {
    return record(new Where(processor(), condition, a, b));
  }

  @Override
  default CpuTensor where(CpuTensor condition, CpuTensor a, double b) {
    return where(condition, a, number(b));
  }

  private static CpuTensor number(double value) {
    return new CpuTensor(Shape.scalar(), new float[] {(float) value});
  }
}

package io.kindling.cpu.tensor;

import io.kindling.core.Extremum;
import io.kindling.spi.ReductionOperations;

/** Sums, means, and the greatest and least. */
interface CpuReductions extends ReductionOperations<CpuTensor>, Recorder {
  @Override
  default CpuTensor sum(CpuTensor a) {
    return record(Sum.all(processor(), a, /* mean= */ false));
  }

  @Override
  default CpuTensor mean(CpuTensor a) {
    return record(Sum.all(processor(), a, /* mean= */ true));
  }

  @Override
  default CpuTensor sum(CpuTensor a, int dim, boolean keep) {
    return record(Sum.along(processor(), a, dim, keep, /* mean= */ false));
  }

  @Override
  default CpuTensor mean(CpuTensor a, int dim, boolean keep) {
    return record(Sum.along(processor(), a, dim, keep, /* mean= */ true));
  }

  @Override
  default Extremum<CpuTensor> max(CpuTensor a, int dim, boolean keep) {
    return extremum(new Extreme(a, dim, keep, 1f));
  }

  @Override
  default Extremum<CpuTensor> min(CpuTensor a, int dim, boolean keep) {
    return extremum(new Extreme(a, dim, keep, -1f));
  }

  private Extremum<CpuTensor> extremum(Extreme extreme) {
    return new Extremum<>(record(extreme), extreme.indices());
  }
}

package io.kindling.libtorch.tensor;

import static io.kindling.libtorch.natives.TorchFailures.explained;

import io.kindling.core.Extremum;
import io.kindling.spi.ReductionOperations;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;

/** LibTorch's sums, means, greatest and least. */
interface TorchReductions extends ReductionOperations<Tensor> {
  @Override
  default Tensor sum(Tensor a) {
    return explained("sum", () -> a.sum());
  }

  @Override
  default Tensor mean(Tensor a) {
    return explained("mean", () -> a.mean());
  }

  @Override
  default Tensor sum(Tensor a, int dim, boolean keep) {
    return explained("sum", () -> a.sum(new long[] {dim}, keep, null));
  }

  @Override
  default Tensor mean(Tensor a, int dim, boolean keep) {
    return explained("mean", () -> a.mean(new long[] {dim}, keep, null));
  }

  @Override
  default Extremum<Tensor> max(Tensor a, int dim, boolean keep) {
    return extremum(explained("max", () -> a.max(dim, keep)));
  }

  @Override
  default Extremum<Tensor> min(Tensor a, int dim, boolean keep) {
    return extremum(explained("min", () -> a.min(dim, keep)));
  }

  private static Extremum<Tensor> extremum(T_TensorTensor_T found) {
    try (found) {
      // the pair owns the two that it shows
      return new Extremum<>(new Tensor(found.get0()), new Tensor(found.get1()));
    }
  }
}

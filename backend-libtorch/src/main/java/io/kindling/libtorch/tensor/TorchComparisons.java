package io.kindling.libtorch.tensor;

import static io.kindling.libtorch.natives.TorchFailures.explained;
import static io.kindling.libtorch.tensor.TorchMemory.number;

import io.kindling.spi.Comparison;
import io.kindling.spi.ComparisonOperations;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** LibTorch's comparisons, as float masks. */
interface TorchComparisons extends ComparisonOperations<Tensor> {
  @Override
  default Tensor compare(Comparison comparison, Tensor a, Tensor b) {
    return explained(
        "compare",
        () ->
            mask(
                switch (comparison) {
                  case GREATER -> a.gt(b);
                  case GREATER_EQUAL -> a.ge(b);
                  case LESS -> a.lt(b);
                  case LESS_EQUAL -> a.le(b);
                  case EQUAL -> a.eq(b);
                  case NOT_EQUAL -> a.ne(b);
                }));
  }

  @Override
  default Tensor compare(Comparison comparison, Tensor a, double b) {
    try (Scalar number = number(b)) {
      return explained(
          "compare",
          () ->
              mask(
                  switch (comparison) {
                    case GREATER -> a.gt(number);
                    case GREATER_EQUAL -> a.ge(number);
                    case LESS -> a.lt(number);
                    case LESS_EQUAL -> a.le(number);
                    case EQUAL -> a.eq(number);
                    case NOT_EQUAL -> a.ne(number);
                  }));
    }
  }

  @Override
  default Tensor where(Tensor condition, Tensor a, Tensor b) {
    return explained("where", () -> choose(condition, a, b));
  }

  private static Tensor choose(Tensor condition, Tensor a, Tensor b) {
    try (Tensor holds = condition.to(ScalarType.Bool)) {
      return a.where(holds, b);
    }
  }

  private static Tensor mask(Tensor holds) {
    try (holds) {
      return holds.to(ScalarType.Float);
    }
  }
}

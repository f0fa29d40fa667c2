package io.kindling.libtorch.tensor;

import static io.kindling.libtorch.natives.TorchFailures.explained;
import static io.kindling.libtorch.tensor.TorchMemory.number;

import io.kindling.spi.Comparison;
import io.kindling.spi.ComparisonOperations;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** LibTorch's comparisons, as float masks. */
interface TorchComparisons extends ComparisonOperations<Tensor> {
  @Override
  default Tensor compare(Comparison comparison, Tensor a, Tensor b) {
    return mask(
        () ->
            switch (comparison) {
              case GREATER -> a.gt(b);
              case GREATER_EQUAL -> a.ge(b);
              case LESS -> a.lt(b);
              case LESS_EQUAL -> a.le(b);
              case EQUAL -> a.eq(b);
              case NOT_EQUAL -> a.ne(b);
            });
  }

  @Override
  default Tensor compare(Comparison comparison, Tensor a, double b) {
    try (Scalar number = number(b)) {
      return mask(
          () ->
              switch (comparison) {
                case GREATER -> a.gt(number);
                case GREATER_EQUAL -> a.ge(number);
                case LESS -> a.lt(number);
                case LESS_EQUAL -> a.le(number);
                case EQUAL -> a.eq(number);
                case NOT_EQUAL -> a.ne(number);
              });
    }
  }

  @Override
  default Tensor where(Tensor condition, Tensor a, Tensor b) {
    try (Tensor holds = truth(condition)) {
      return explained("where", () -> a.where(holds, b));
    }
  }

  @Override
  default Tensor where(Tensor condition, Tensor a, double b) {
    try (Tensor holds = truth(condition);
        Scalar number = number(b)) {
      return explained("where", () -> a.where(holds, number));
    }
  }

  private static Tensor truth(Tensor mask) {
    return explained("where", () -> mask.to(ScalarType.Bool));
  }

  private static Tensor mask(Supplier<Tensor> comparison) {
    try (Tensor holds = explained("compare", comparison)) {
      return explained("compare", () -> holds.to(ScalarType.Float));
    }
  }
}

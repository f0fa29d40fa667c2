package io.kindling.libtorch.tensor;

import static io.kindling.libtorch.natives.TorchFailures.explained;

import io.kindling.core.Extremum;
import io.kindling.core.Shape;
import io.kindling.spi.Comparison;
import io.kindling.spi.TensorMath;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** LibTorch's arithmetic. */
abstract class TorchMath implements TensorMath<Tensor> {
  /** A number as float32: LibTorch refuses one that only a double can hold. */
  private static Scalar number(double value) {
    return new Scalar((float) value);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return explained("add", () -> a.add(b));
  }

  @Override
  public Tensor add(Tensor a, double b) {
    try (Scalar number = number(b)) {
      return explained("add", () -> a.add(number));
    }
  }

  @Override
  public Tensor sub(Tensor a, Tensor b) {
    return explained("sub", () -> a.sub(b));
  }

  @Override
  public Tensor mul(Tensor a, Tensor b) {
    return explained("mul", () -> a.mul(b));
  }

  @Override
  public Tensor mul(Tensor a, double b) {
    try (Scalar number = number(b)) {
      return explained("mul", () -> a.mul(number));
    }
  }

  @Override
  public Tensor div(Tensor a, Tensor b) {
    return explained("div", () -> a.div(b));
  }

  @Override
  public Tensor div(Tensor a, double b) {
    try (Scalar number = number(b)) {
      return explained("div", () -> a.div(number));
    }
  }

  @Override
  public Tensor neg(Tensor a) {
    return explained("neg", () -> a.neg());
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    return explained("matmul", () -> a.mm(b));
  }

  @Override
  public Tensor transpose(Tensor a) {
    return explained("transpose", () -> apart(a, a.t()));
  }

  @Override
  public Tensor reshape(Tensor a, Shape shape) {
    return explained("reshape", () -> apart(a, a.reshape(shape.sizes())));
  }

  @Override
  public Tensor narrow(Tensor a, int dim, long start, long length) {
    return explained("narrow", () -> apart(a, a.narrow(dim, start, length)));
  }

  @Override
  public Tensor sum(Tensor a) {
    return explained("sum", () -> a.sum());
  }

  @Override
  public Tensor mean(Tensor a) {
    return explained("mean", () -> a.mean());
  }

  @Override
  public Tensor exp(Tensor a) {
    return explained("exp", () -> a.exp());
  }

  @Override
  public Tensor log(Tensor a) {
    return explained("log", () -> a.log());
  }

  @Override
  public Tensor sqrt(Tensor a) {
    return explained("sqrt", () -> a.sqrt());
  }

  @Override
  public Tensor abs(Tensor a) {
    return explained("abs", () -> a.abs());
  }

  @Override
  public Tensor pow(Tensor a, double exponent) {
    try (Scalar number = number(exponent)) {
      return explained("pow", () -> a.pow(number));
    }
  }

  @Override
  public Tensor pow(Tensor a, Tensor exponent) {
    return explained("pow", () -> a.pow(exponent));
  }

  @Override
  public Tensor clamp(Tensor a, double low, double high) {
    try (Scalar least = number(low);
        Scalar greatest = number(high);
        ScalarOptional from = new ScalarOptional(least);
        ScalarOptional to = new ScalarOptional(greatest)) {
      return explained("clamp", () -> a.clamp(from, to));
    }
  }

  @Override
  public Tensor relu(Tensor a) {
    return explained("relu", () -> a.relu());
  }

  @Override
  public Tensor sigmoid(Tensor a) {
    return explained("sigmoid", () -> a.sigmoid());
  }

  @Override
  public Tensor tanh(Tensor a) {
    return explained("tanh", () -> a.tanh());
  }

  @Override
  public Tensor softmax(Tensor a, int dim) {
    return explained("softmax", () -> a.softmax(dim));
  }

  @Override
  public Tensor logSoftmax(Tensor a, int dim) {
    return explained("logSoftmax", () -> a.log_softmax(dim));
  }

  @Override
  public Tensor sum(Tensor a, int dim, boolean keep) {
    return explained("sum", () -> a.sum(new long[] {dim}, keep, null));
  }

  @Override
  public Tensor mean(Tensor a, int dim, boolean keep) {
    return explained("mean", () -> a.mean(new long[] {dim}, keep, null));
  }

  @Override
  public Extremum<Tensor> max(Tensor a, int dim, boolean keep) {
    return explained("max", () -> extremum(a.max(dim, keep)));
  }

  @Override
  public Extremum<Tensor> min(Tensor a, int dim, boolean keep) {
    return explained("min", () -> extremum(a.min(dim, keep)));
  }

  private static Extremum<Tensor> extremum(T_TensorTensor_T found) {
    try (found) {
      // the pair owns the two that it shows
      return new Extremum<>(new Tensor(found.get0()), new Tensor(found.get1()));
    }
  }

  @Override
  public Tensor cat(List<Tensor> tensors, int dim) {
    try (TensorVector vector = new TensorVector(tensors.toArray(Tensor[]::new))) {
      return explained("cat", () -> torch.cat(vector, dim));
    }
  }

  @Override
  public Tensor indexSelect(Tensor a, int dim, Tensor indices) {
    return explained("indexSelect", () -> a.index_select(dim, indices));
  }

  @Override
  public Tensor compare(Comparison comparison, Tensor a, Tensor b) {
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
  public Tensor compare(Comparison comparison, Tensor a, double b) {
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

  private static Tensor mask(Tensor holds) {
    try (holds) {
      return holds.to(ScalarType.Float);
    }
  }

  /**
   * A view that shares memory with its source only where that came out of a computation. Any other
   * may be a parameter, frozen or not: what was computed from its old value would change with it.
   *
   * @param source what was looked at
   * @param view the view, which this takes over
   * @return a tensor that no later change of a parameter reaches
   */
  public static Tensor apart(Tensor source, Tensor view) {
    if (!source.is_leaf()) {
      return view;
    }
    try (view) {
      return view.clone();
    }
  }
}

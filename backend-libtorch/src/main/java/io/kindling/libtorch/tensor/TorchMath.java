package io.kindling.libtorch.tensor;

import io.kindling.Extremum;
import io.kindling.Shape;
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
    return a.add(b);
  }

  @Override
  public Tensor add(Tensor a, double b) {
    try (Scalar number = number(b)) {
      return a.add(number);
    }
  }

  @Override
  public Tensor sub(Tensor a, Tensor b) {
    return a.sub(b);
  }

  @Override
  public Tensor mul(Tensor a, Tensor b) {
    return a.mul(b);
  }

  @Override
  public Tensor mul(Tensor a, double b) {
    try (Scalar number = number(b)) {
      return a.mul(number);
    }
  }

  @Override
  public Tensor div(Tensor a, Tensor b) {
    return a.div(b);
  }

  @Override
  public Tensor div(Tensor a, double b) {
    try (Scalar number = number(b)) {
      return a.div(number);
    }
  }

  @Override
  public Tensor neg(Tensor a) {
    return a.neg();
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    return a.mm(b);
  }

  @Override
  public Tensor transpose(Tensor a) {
    return apart(a, a.t());
  }

  @Override
  public Tensor reshape(Tensor a, Shape shape) {
    return apart(a, a.reshape(shape.sizes()));
  }

  @Override
  public Tensor narrow(Tensor a, int dim, long start, long length) {
    return apart(a, a.narrow(dim, start, length));
  }

  @Override
  public Tensor sum(Tensor a) {
    return a.sum();
  }

  @Override
  public Tensor mean(Tensor a) {
    return a.mean();
  }

  @Override
  public Tensor exp(Tensor a) {
    return a.exp();
  }

  @Override
  public Tensor log(Tensor a) {
    return a.log();
  }

  @Override
  public Tensor sqrt(Tensor a) {
    return a.sqrt();
  }

  @Override
  public Tensor abs(Tensor a) {
    return a.abs();
  }

  @Override
  public Tensor pow(Tensor a, double exponent) {
    try (Scalar number = number(exponent)) {
      return a.pow(number);
    }
  }

  @Override
  public Tensor pow(Tensor a, Tensor exponent) {
    return a.pow(exponent);
  }

  @Override
  public Tensor clamp(Tensor a, double low, double high) {
    try (Scalar least = number(low);
        Scalar greatest = number(high);
        ScalarOptional from = new ScalarOptional(least);
        ScalarOptional to = new ScalarOptional(greatest)) {
      return a.clamp(from, to);
    }
  }

  @Override
  public Tensor relu(Tensor a) {
    return a.relu();
  }

  @Override
  public Tensor sigmoid(Tensor a) {
    return a.sigmoid();
  }

  @Override
  public Tensor tanh(Tensor a) {
    return a.tanh();
  }

  @Override
  public Tensor softmax(Tensor a, int dim) {
    return a.softmax(dim);
  }

  @Override
  public Tensor logSoftmax(Tensor a, int dim) {
    return a.log_softmax(dim);
  }

  @Override
  public Tensor sum(Tensor a, int dim, boolean keep) {
    return a.sum(new long[] {dim}, keep, null);
  }

  @Override
  public Tensor mean(Tensor a, int dim, boolean keep) {
    return a.mean(new long[] {dim}, keep, null);
  }

  @Override
  public Extremum<Tensor> max(Tensor a, int dim, boolean keep) {
    return extremum(a.max(dim, keep));
  }

  @Override
  public Extremum<Tensor> min(Tensor a, int dim, boolean keep) {
    return extremum(a.min(dim, keep));
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
      return torch.cat(vector, dim);
    }
  }

  @Override
  public Tensor indexSelect(Tensor a, int dim, Tensor indices) {
    return a.index_select(dim, indices);
  }

  @Override
  public Tensor compare(Comparison comparison, Tensor a, Tensor b) {
    return mask(
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
  public Tensor compare(Comparison comparison, Tensor a, double b) {
    try (Scalar number = number(b)) {
      return mask(
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

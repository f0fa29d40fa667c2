package io.kindling.toy;

import java.util.List;

/** What the toy computes of single elements, and of a row. */
interface ToyFunctions extends ToyNoun {
  @Override
  default ToyTensor exp(ToyTensor a) {
    return elements().map(a, Math::exp, (x, y) -> y);
  }

  @Override
  default ToyTensor log(ToyTensor a) {
    return elements().map(a, Math::log, (x, y) -> 1 / x);
  }

  @Override
  default ToyTensor sqrt(ToyTensor a) {
    return elements().map(a, Math::sqrt, (x, y) -> 0.5 / y);
  }

  @Override
  default ToyTensor abs(ToyTensor a) {
    return elements().map(a, Math::abs, (x, y) -> x > 0 ? 1 : x < 0 ? -1 : 0);
  }

  @Override
  default ToyTensor clamp(ToyTensor a, double low, double high) {
    float least = (float) low;
    float most = (float) high;
    return elements()
        .select(a, x -> x < least ? least : x > most ? most : x, x -> least <= x && x <= most);
  }

  @Override
  default ToyTensor relu(ToyTensor a) {
    return elements().select(a, x -> x < 0 ? 0 : x, x -> !(x <= 0));
  }

  @Override
  default ToyTensor sigmoid(ToyTensor a) {
    return elements().map(a, x -> 1 / (1 + Math.exp(-x)), (x, y) -> y * (1 - y));
  }

  @Override
  default ToyTensor tanh(ToyTensor a) {
    return elements().map(a, Math::tanh, (x, y) -> 1 - y * y);
  }

  @Override
  default ToyTensor softmax(ToyTensor a, int dim) {
    ToyTensor powers = exp(detach(shifted(a, dim)));
    ToyTensor shares = div(powers, sum(powers, dim, /* keep= */ true));
    return elements()
        .gradients
        .record(
            a.shape(),
            shares.values(),
            List.of(a),
            (parent, g) -> {
              ToyTensor gradient = new ToyTensor(a.shape(), g);
              ToyTensor common = sum(mul(gradient, shares), dim, /* keep= */ true);
              return mul(sub(gradient, common), shares).values();
            });
  }

  @Override
  default ToyTensor logSoftmax(ToyTensor a, int dim) {
    ToyTensor shifted = shifted(a, dim);
    return sub(shifted, log(sum(exp(shifted), dim, /* keep= */ true)));
  }

  /** Below 0: else the powers of large numbers would be too large. The shares stay. */
  private ToyTensor shifted(ToyTensor a, int dim) {
    return a.numel() == 0 ? a : sub(a, detach(max(a, dim, /* keep= */ true).values()));
  }

  @Override
  default ToyTensor expm1(ToyTensor a) {
    return elements().map(a, Math::expm1, (x, y) -> y + 1);
  }

  @Override
  default ToyTensor log1p(ToyTensor a) {
    return elements().map(a, Math::log1p, (x, y) -> 1 / (1 + x));
  }
}

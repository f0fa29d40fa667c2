package io.kindling.nn;

import io.kindling.ops.Operations;

/** {@code ln(1 + eˣ)}, without overflow and exact where it is small. */
final class Softplus {
  private Softplus() {}

  /** Each side of 0 is computed from exponentials of negative numbers only. */
  static <V extends Operations<V>> V of(V x) {
    V below = x.clamp(Double.NEGATIVE_INFINITY, 0).exp().log1p();
    V positive = x.clamp(0, Double.POSITIVE_INFINITY);
    V above = positive.add(positive.neg().exp().log1p());
    return above.where(x.gt(0), below);
  }
}

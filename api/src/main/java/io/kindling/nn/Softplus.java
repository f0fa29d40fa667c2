package io.kindling.nn;

import io.kindling.ops.Operations;

/** {@code ln(1 + eˣ)}, without overflow and exact where it is small. */
final class Softplus {
  private Softplus() {}

  /** Each side of 0 is computed from exponentials of numbers below it only. */
  static <V extends Operations<V>> V of(V x) {
    V positive = x.gt(0);
    V above = x.where(positive, 0);
    above = above.add(above.neg().exp().log1p());
    V below = x.where(positive.eq(0), 0).exp().log1p(); // here is NaN, too
    return above.where(positive, below);
  }
}

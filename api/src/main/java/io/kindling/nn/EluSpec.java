package io.kindling.nn;

import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.ops.Operations;

/**
 * The exponential linear unit: {@code x} where x > 0, else {@code α (eˣ − 1)}; its derivative at 0
 * is α.
 *
 * @param alpha α, finite; default 1
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.ELU.html">torch.nn.ELU</a>
 */
public record EluSpec(double alpha) implements ElementwiseSpec, ModuleBody {
  public static final String NAME = "elu";

  public static final double DEFAULT_ALPHA = 1;

  /**
   * Checks the values.
   *
   * @throws io.kindling.error.SpecException if a value is out of its range
   */
  public EluSpec {
    SpecCheck.finite(NAME, "alpha", alpha);
  }

  /** The part above 0 is not computed from the exponential, which may be infinite there. */
  static <V extends Operations<V>> V of(V x, double alpha) {
    V below = x.clamp(Double.NEGATIVE_INFINITY, 0).expm1().mul(alpha);
    return below.where(x.le(0), x);
  }

  @Override
  public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
    return of(input, alpha);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME).add("alpha", alpha, DEFAULT_ALPHA).toString();
  }
}

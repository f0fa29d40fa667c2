package io.kindling.nn;

import static io.kindling.description.Field.number;
import static io.kindling.description.Range.FINITE;

import io.kindling.description.Field;
import io.kindling.description.Schema;
import io.kindling.ops.Operations;

/**
 * The exponential linear unit: {@code x} where x > 0, else {@code α (eˣ − 1)}; its derivative at 0
 * is α.
 *
 * @param alpha α, finite; default 1
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.ELU.html">torch.nn.ELU</a>
 */
public record EluSpec(double alpha) implements ElementwiseSpec, ModuleBody {
  static final String NAME = "elu";

  private static final Field<EluSpec, Double> ALPHA = number("alpha", EluSpec::alpha, FINITE, 1);

  public static final Schema<EluSpec> SCHEMA =
      Schema.of(KIND, NAME, "x where positive, else α (eˣ − 1)", ALPHA, EluSpec::new);

  /** Checks the values. */
  public EluSpec {
    SCHEMA.check(alpha);
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
    return SCHEMA.text(this);
  }
}

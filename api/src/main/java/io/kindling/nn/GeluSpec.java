package io.kindling.nn;

import static io.kindling.description.Field.choice;

import io.kindling.description.Field;
import io.kindling.description.Schema;
import java.util.Locale;

/**
 * The Gaussian error linear unit: {@code x · Φ(x)}, with Φ the normal distribution function; or its
 * approximation {@code x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³)))}.
 *
 * @param approximate none (the default) or tanh
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.GELU.html">torch.nn.GELU</a>
 */
public record GeluSpec(Approximate approximate) implements ElementwiseSpec {
  static final String NAME = "gelu";

  private static final Field<GeluSpec, Approximate> APPROXIMATE =
      choice("approximate", GeluSpec::approximate, Approximate.NONE);

  public static final Schema<GeluSpec> SCHEMA =
      Schema.of(
          KIND, NAME, "x Φ(x); approximations are `none`, `tanh`", APPROXIMATE, GeluSpec::new);

  /** Checks the values. */
  public GeluSpec {
    SCHEMA.check(approximate);
  }

  /** With another way to compute Φ. */
  public GeluSpec approximate(Approximate approximate) {
    return SCHEMA.with(this, APPROXIMATE.of(approximate));
  }

  /** How Φ is computed. */
  public enum Approximate {
    /** By the error function: {@code Φ(x) = (1 + erf(x/√2)) / 2}. */
    NONE,
    /** By the hyperbolic tangent. */
    TANH;

    /** {@return PyTorch's name for it: {@code none}, {@code tanh}} */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
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

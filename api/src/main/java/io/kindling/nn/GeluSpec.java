package io.kindling.nn;

import io.kindling.description.Arguments;
import io.kindling.description.SpecText;
import java.util.Locale;
import java.util.Objects;

/**
 * The Gaussian error linear unit: {@code x · Φ(x)}, with Φ the normal distribution function; or its
 * approximation {@code x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³)))}.
 *
 * @param approximate none (the default) or tanh
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.GELU.html">torch.nn.GELU</a>
 */
public record GeluSpec(Approximate approximate) implements ElementwiseSpec {
  public static final String NAME = "gelu";

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

  /** Checks that nothing is missing. */
  public GeluSpec {
    Objects.requireNonNull(approximate);
  }

  public static GeluSpec from(Arguments arguments) {
    arguments.names("approximate");
    return new GeluSpec(arguments.choice("approximate", Approximate.values(), Approximate.NONE));
  }

  /**
   * With another way to compute Φ.
   *
   * @param approximate none or tanh
   * @return the changed description
   */
  public GeluSpec approximate(Approximate approximate) {
    return new GeluSpec(approximate);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME).add("approximate", approximate, Approximate.NONE).toString();
  }
}

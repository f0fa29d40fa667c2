package io.kindling.nn;

import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;

/**
 * A smooth rectifier: {@code ln(1 + e^(βx)) / β}, and x itself where {@code βx} exceeds the
 * threshold.
 *
 * @param beta β, not 0; default 1
 * @param threshold where the function becomes x; default 20
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.Softplus.html">
 *     torch.nn.Softplus</a>
 */
public record SoftplusSpec(double beta, double threshold) implements ElementwiseSpec {
  public static final String NAME = "softplus";

  public static final double DEFAULT_BETA = 1;
  public static final double DEFAULT_THRESHOLD = 20;

  /**
   * Checks the values.
   *
   * @throws io.kindling.error.SpecException if a value is not finite or β is 0 or less
   */
  public SoftplusSpec {
    SpecCheck.positive(NAME, "beta", beta);
    SpecCheck.finite(NAME, "threshold", threshold);
  }

  public static SoftplusSpec from(Arguments arguments) {
    arguments.names("beta", "threshold");
    return new SoftplusSpec(
        arguments.number("beta", DEFAULT_BETA), arguments.number("threshold", DEFAULT_THRESHOLD));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME)
        .add("beta", beta, DEFAULT_BETA)
        .add("threshold", threshold, DEFAULT_THRESHOLD)
        .toString();
  }
}

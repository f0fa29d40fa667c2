package io.kindling.nn;

import static io.kindling.description.Field.number;
import static io.kindling.description.Range.FINITE;
import static io.kindling.description.Range.POSITIVE;

import io.kindling.description.Schema;

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
  static final String NAME = "softplus";

  public static final Schema<SoftplusSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "ln(1 + e^βx) / β; x where βx is above the threshold",
          number("beta", SoftplusSpec::beta, POSITIVE, 1),
          number("threshold", SoftplusSpec::threshold, FINITE, 20),
          SoftplusSpec::new);

  /** Checks the values. */
  public SoftplusSpec {
    SCHEMA.check(beta, threshold);
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

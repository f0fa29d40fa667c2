package io.kindling.nn;

import io.kindling.description.Schema;

/**
 * The logistic function: {@code 1 / (1 + e⁻ˣ)}.
 *
 * @see <a
 *     href="https://pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html">torch.nn.Sigmoid</a>
 */
public record SigmoidSpec() implements ElementwiseSpec {
  static final String NAME = "sigmoid";

  public static final Schema<SigmoidSpec> SCHEMA = Schema.of(KIND, NAME, "σ(x)", SigmoidSpec::new);

  @Override
  public Schema<SigmoidSpec> schema() {
    return SCHEMA;
  }

  @Override
  public String toString() {
    return SCHEMA.text(this);
  }
}

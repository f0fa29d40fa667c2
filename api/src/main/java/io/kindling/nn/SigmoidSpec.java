package io.kindling.nn;

import io.kindling.description.Schema;
import io.kindling.ops.Operations;

/**
 * The logistic function: {@code 1 / (1 + e⁻ˣ)}.
 *
 * @see <a
 *     href="https://pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html">torch.nn.Sigmoid</a>
 */
public record SigmoidSpec() implements ElementwiseSpec, ModuleBody {
  static final String NAME = "sigmoid";

  public static final Schema<SigmoidSpec> SCHEMA = Schema.of(KIND, NAME, "σ(x)", SigmoidSpec::new);

  @Override
  public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
    return input.sigmoid();
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

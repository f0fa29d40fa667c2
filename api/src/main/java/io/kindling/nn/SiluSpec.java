package io.kindling.nn;

import io.kindling.description.Schema;
import io.kindling.ops.Operations;

/**
 * The sigmoid linear unit: {@code x · σ(x)}, with σ the logistic function.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.SiLU.html">torch.nn.SiLU</a>
 */
public record SiluSpec() implements ElementwiseSpec, ModuleBody {
  static final String NAME = "silu";

  public static final Schema<SiluSpec> SCHEMA = Schema.of(KIND, NAME, "x σ(x)", SiluSpec::new);

  @Override
  public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
    return input.mul(input.sigmoid());
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

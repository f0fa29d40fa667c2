package io.kindling.nn;

import io.kindling.description.Schema;
import io.kindling.ops.Operations;

/**
 * The hyperbolic tangent.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.Tanh.html">torch.nn.Tanh</a>
 */
public record TanhSpec() implements ElementwiseSpec, ModuleBody {
  static final String NAME = "tanh";

  public static final Schema<TanhSpec> SCHEMA = Schema.of(KIND, NAME, "tanh x", TanhSpec::new);

  @Override
  public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
    return input.tanh();
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

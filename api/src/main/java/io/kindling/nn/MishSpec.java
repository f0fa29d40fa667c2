package io.kindling.nn;

import io.kindling.description.Schema;
import io.kindling.ops.Operations;

/**
 * Mish: {@code x tanh(ln(1 + eˣ))}.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.Mish.html">torch.nn.Mish</a>
 */
public record MishSpec() implements ElementwiseSpec, ModuleBody {
  static final String NAME = "mish";

  public static final Schema<MishSpec> SCHEMA =
      Schema.of(KIND, NAME, "x tanh(ln(1 + eˣ))", MishSpec::new);

  @Override
  public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
    return input.mul(Softplus.of(input).tanh());
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

package io.kindling.nn;

import io.kindling.description.Schema;
import io.kindling.ops.Operations;

/**
 * The scaled exponential linear unit: {@code λ x} where x > 0, else {@code λ α (eˣ − 1)}, with α =
 * 1.6732632423543772 and λ = 1.0507009873554805; its derivative at 0 is λ α.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.SELU.html">torch.nn.SELU</a>
 */
public record SeluSpec() implements ElementwiseSpec, ModuleBody {
  static final String NAME = "selu";

  public static final Schema<SeluSpec> SCHEMA =
      Schema.of(
          KIND, NAME, "λ · elu, of the α and λ that keep mean 0 and deviation 1", SeluSpec::new);

  private static final double ALPHA = 1.6732632423543772;
  private static final double SCALE = 1.0507009873554805;

  @Override
  public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
    return EluSpec.of(input, ALPHA).mul(SCALE);
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

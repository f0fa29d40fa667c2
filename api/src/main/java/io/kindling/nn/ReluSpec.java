package io.kindling.nn;

import io.kindling.description.Schema;
import io.kindling.ops.Operations;

/**
 * The rectified linear unit: {@code max(x, 0)}; its derivative at 0 is 0.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.ReLU.html">torch.nn.ReLU</a>
 */
public record ReluSpec() implements ElementwiseSpec, ModuleBody {
  static final String NAME = "relu";

  public static final Schema<ReluSpec> SCHEMA = Schema.of(KIND, NAME, "max(x, 0)", ReluSpec::new);

  @Override
  public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
    return input.relu();
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
